import type { AccountManagerReply } from '../../../api/contract/account-manager.ts';

export type Row = AccountManagerReply['rows'][number];

/** A share of fewer is greyed. */
export const LEAST_N = 50;

export const oneShare = ({ one, known }: Pick<Row, 'one' | 'known'>): number | null =>
  known === 0 ? null : one / known;

/** The unit as a whole, and the units below it that have anything to say. */
export function apart(rows: readonly Row[]): { whole: Row | null; units: Row[] } {
  return {
    whole: rows.find((row) => row.whole) ?? null,
    units: rows.filter((row) => !row.whole && (row.n > 0 || row.open > 0)),
  };
}
