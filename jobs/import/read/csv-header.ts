import type { Profile } from '../profile.ts';
import { chooseTable, Columns } from './columns.ts';

/** Title and note rows stand above the header of hand-made ledgers; it is looked for in the first records. */
const HEADER_WITHIN = 12;

type Candidate = { fields: readonly string[] };

/** Index of the header among a file's first records under a profile: the first that holds all a table needs; −1 where none does. */
export function headerByProfile(records: readonly Candidate[], profile: Profile): number {
  return records.slice(0, HEADER_WITHIN).findIndex(({ fields }) => chooseTable(profile, new Columns(fields)) !== null);
}

const looksLikeData = (cell: string): boolean => /^\s*[-+]?[\d.,/: -]+\s*$/.test(cell) && /\d/.test(cell);

/**
 * Index of the header without a profile: the record with most names that `knows` recognises (two at least),
 * else the first of the usual width whose cells are names and no numbers; −1 where none is.
 */
export function headerByContent(records: readonly Candidate[], knows: (name: string) => boolean): number {
  let best = -1;
  let most = 1;
  records.slice(0, HEADER_WITHIN).forEach(({ fields }, i) => {
    const known = fields.filter((field) => knows(field)).length;
    if (known > most) {
      best = i;
      most = known;
    }
  });
  if (best >= 0) return best;
  const widths = new Map<number, number>();
  for (const { fields } of records) widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1);
  const usual = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
  return records.slice(0, HEADER_WITHIN).findIndex(({ fields }) => {
    if (fields.length !== usual || usual < 2) return false;
    const filled = fields.filter((field) => field.trim() !== '');
    return filled.length >= fields.length - 1 && !filled.some(looksLikeData);
  });
}

/** The header that comes nearest where none fits: for the message that says what is missing. */
export function nearestHeader(records: readonly Candidate[], profile: Profile): number {
  const wanted = new Set(
    profile.tables.flatMap((table) => [...(table.key ?? []), ...Object.values(table.fields).flat()]).map(String),
  );
  let best = -1;
  let most = -1;
  records.slice(0, HEADER_WITHIN).forEach(({ fields }, i) => {
    const columns = new Columns(fields);
    const known = [...wanted].filter((name) => columns.find(name) >= 0).length;
    if (known > most && fields.length > 1) {
      best = i;
      most = known;
    }
  });
  return best;
}
