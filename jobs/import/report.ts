import type { Profile } from './profile.ts';
import { LINES_PER_SHEET } from '../../sql/vocabulary.ts';
import type { Refusal } from './row.ts';
import type { Told } from './wording/say-import.ts';

/** Records read; `in` is counted independently of the other six, which add up to it. */
export type Rows = {
  in: number;
  new: number;
  changed: number;
  same: number;
  quarantined: number;
  blank: number;
  total: number;
};

export type ImportStatus = 'imported' | 'unchanged' | 'held' | 'rejected';

/** What became of a file; `import --json` prints it without `origin`, `told` and `reading`. */
export type ImportReport = {
  file: string;
  sha256: string;
  format: string;
  encoding: string;
  source: string;
  status: ImportStatus;
  rows: Rows;
  /** Refused rows by reason. */
  reasons: Record<string, number>;
  seconds: number;
  message: string;
  /** Number of the source's origin; null where nothing is known of it. */
  origin: number | null;
  /** The same as `message`, not yet in words; null where nothing is to tell. */
  told: Told | null;
  /** How the file was understood; null where it was not read. */
  reading: { profile: Profile | null; proposed: boolean; notUnderstood: string[] } | null;
};

export const NO_ROWS: Rows = { in: 0, new: 0, changed: 0, same: 0, quarantined: 0, blank: 0, total: 0 };

export function reasonCounts(refusals: readonly Refusal[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of refusals) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

const SHOWN = 3;

/** The first refused rows in words; all of them are on the data page. */
export function firstRefusals(file: string, refusals: readonly Refusal[]): string[] {
  const said = [...refusals]
    .sort((a, b) => a.line - b.line)
    .slice(0, SHOWN)
    .map(
      ({ sheet, line, column, value, reason }) =>
        `${file}${sheet ? `, sheet ${sheet}` : ''}, line ${line % LINES_PER_SHEET}: ${column ? `${column} ` : ''}"${value}" (${reason}).`,
    );
  return refusals.length > SHOWN ? [...said, `… ${refusals.length - SHOWN} more refused.`] : said;
}
