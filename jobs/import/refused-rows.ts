import type { RefusedRow } from '../../sql/write/import-file.ts';
import type { FileRows } from './file-rows.ts';

/**
 * The refused rows of a file, those of a list of cases in flight with the snapshot each was part of. One whose own date cannot
 * be read belongs to the file's only snapshot; of several nobody knows to which, and so not which case that one held.
 */
export function refusedRows({ refusals, snapshots }: Pick<FileRows, 'refusals' | 'snapshots'>): RefusedRow[] {
  const latest = snapshots.size > 0 ? Math.max(...snapshots) : null;
  return refusals.map(({ listed, ...row }) => {
    if (listed === undefined) return row;
    const known = listed.at !== null || snapshots.size === 1;
    return { ...row, listed: listed.at ?? latest, caseKey: known ? listed.caseKey : null };
  });
}
