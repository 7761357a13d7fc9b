import { IMPOSSIBLE } from './clean-text.ts';
import { detach } from './text.ts';

/** What was done to a case number, or stands out about it. */
export type IdentifierMark = 'apostrophes' | 'normalised-numbers' | 'rounded-numbers' | 'perhaps-rounded';
export type Identifier = { text: string; mark: IdentifierMark | null };

const PLAIN = /^[!-&(-~]+$/;
/** As spreadsheets write a long number: its last digits are lost. */
const SCIENTIFIC = /^[+-]?\d(?:\.\d+)?E\+\d{1,3}$/i;
/** Whether a number's last digits were lost to a spreadsheet. */
export const isSpoiled = (text: string): boolean => SCIENTIFIC.test(text.trim());
/** A spreadsheet keeps 15 digits and fills up with zeros. */
const ROUNDED = /^[1-9]\d{14}0+$/;
/** Characters nobody sees: zero width, direction marks, soft hyphen. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A case number as it is compared: width, outer spaces, invisible characters and a spreadsheet's leading apostrophe do not count;
 * leading zeros and case do. A reason where it cannot be one: scientific notation, control or broken characters.
 */
export function readIdentifier(raw: string): Identifier | 'spoiled-identifier' | 'bad-identifier' {
  if (PLAIN.test(raw)) {
    if (SCIENTIFIC.test(raw)) return 'spoiled-identifier';
    return {
      text: raw,
      mark: raw.length > 15 && ROUNDED.test(raw) ? (raw.length > 16 ? 'rounded-numbers' : 'perhaps-rounded') : null,
    };
  }
  if (IMPOSSIBLE.test(raw)) return 'bad-identifier';
  const text = raw.normalize('NFKC').replaceAll(INVISIBLE, '').trim();
  const bare = text.startsWith("'") ? text.slice(1).trim() : text;
  if (SCIENTIFIC.test(bare)) return 'spoiled-identifier';
  return { text: bare, mark: bare !== text ? 'apostrophes' : bare === raw ? null : 'normalised-numbers' };
}

/** A unit's code, whose width means nothing; names keep theirs. */
export function codeText(text: string): string {
  const code = text.normalize('NFKC');
  return PLAIN.test(code) ? code : text;
}

/** As above, each number of a log looked at once. */
export function identifierReader(limit = 100_000): (raw: string) => ReturnType<typeof readIdentifier> {
  const known = new Map<string, ReturnType<typeof readIdentifier>>();
  return (raw) => {
    const found = known.get(raw);
    if (found !== undefined) return found;
    if (known.size >= limit) known.clear();
    const own = detach(raw);
    const read = readIdentifier(own);
    known.set(own, read);
    return read;
  };
}
