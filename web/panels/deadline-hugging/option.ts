import type { DeadlineHuggingReply } from '../../../api/contract/deadline-hugging.ts';

export type Row = DeadlineHuggingReply['rows'][number];

/** What a check is due of, the largest excess first. */
export const found = (rows: readonly Row[]): Row[] =>
  rows.filter(({ test }) => test?.found).sort((a, b) => b.test!.excess - a.test!.excess || (a.unit < b.unit ? -1 : 1));

/** Rows that could be tested: the whole before its parts, in the order given. */
export const tested = (rows: readonly Row[]): Row[] => rows.filter(({ test }) => test !== null);
