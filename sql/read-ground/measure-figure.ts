/**
 * A measure or a part of one: `hits` of `n`, a count has no n. `cases` and `nCases`: how many cases the hits and n lie in,
 * where one may have several. `excluded`: what belongs here and is left out; null where nothing can be.
 */
export type MeasureFigure = {
  measure: string;
  part: string;
  hits: number;
  n: number | null;
  cases: number;
  nCases: number | null;
  excluded: number | null;
  /** What is shown; null where there is nothing to tell it of. Of `days`, cases by how many days they took, it is made later. */
  value: number | null;
  days: readonly number[] | null;
  /** Months of the period that were closed without freezing it: it is not told as reported. */
  unkept: string[];
  /** It follows the asked reading; the others are told by the data of today. */
  frozen: boolean;
};

const FROZEN: ReadonlySet<string> = new Set([
  'compliance-rate',
  'stage-overdue-rate',
  'process-days',
  'mean-connect-time',
]);

/** A count, or with n a share of it, unless `more` says otherwise. */
export function figure(
  measure: string,
  hits: number,
  n: number | null,
  more: Partial<MeasureFigure> = {},
): MeasureFigure {
  const value = n === null ? hits : n === 0 ? null : hits / n;
  const plain = {
    part: '',
    cases: hits,
    nCases: n,
    excluded: null,
    value,
    days: null,
    unkept: [],
    frozen: FROZEN.has(measure),
  };
  return { measure, hits, n, ...plain, ...more };
}

/** A duration, by the cases counted per day. */
export function durations(
  measure: string,
  part: string,
  days: readonly number[],
  excluded: number | null = null,
): MeasureFigure {
  const n = days.reduce((sum, cases) => sum + cases, 0);
  return figure(measure, n, n, { part, days, excluded, value: null });
}
