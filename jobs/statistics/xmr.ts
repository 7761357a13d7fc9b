import { predictiveTail } from './beta-binomial.ts';

/** Constants of the chart for individual values: 3 / 1.128 and D4 of ranges of two (Shewhart 1931; Wheeler 2000). */
const NATURAL = 2.66;
const RANGE_LIMIT = 3.267;

/** Full periods that make limits, that make them final, and that on one side of the mean make a lasting shift. */
const BASELINE = 12;
const FINAL = 20;
const SHIFT = 8;
/** A share that chance alone puts as far off more often than this, on its side, is no signal (99.8 % on both). */
const CHANCE = 0.001;

type Trials = { n: number; hits: number };

export type Signal = 'above' | 'below' | null;
/** `value` null where a period has no figure: it breaks the line and makes no moving range. */
export type XmrPoint = { value: number | null; range: number | null; signal: Signal };
/** Points `from` to `to`, the latter excluded. Limits are null before there are 12 values: 数据点不足. */
export type XmrSegment = {
  from: number;
  to: number;
  startsBy: 'first' | 'rebase' | 'shift';
  limits: { mean: number; low: number; high: number; range: number; rangeHigh: number; provisional: boolean } | null;
};
export type Xmr = { points: XmrPoint[]; segments: XmrSegment[] };

/**
 * Individuals and moving range chart. Limits come from the first 12 values of a segment, mean ± 2.66 mean moving ranges
 * (ranges above 3.267 of their mean left out once), are provisional until the segment has 20 and never move again. A
 * segment begins at every index of `rebase` and where 8 values in a row began to lie on one side of the mean. Values in
 * any unit; limits are not cut at the ends of a scale.
 *
 * Moving ranges know nothing of how few cases a share is made of: where most months have none late, one late case lies
 * beyond the limits. With the `trials` behind the values, a point beyond the limits or a run on one side is told only if
 * chance alone, after the baseline's trials, would hardly give it.
 */
export function xmr(
  values: readonly (number | null)[],
  rebase: readonly number[] = [],
  trials: readonly Trials[] | null = null,
): Xmr {
  const cuts = [...new Set(rebase)].filter((at) => at > 0 && at < values.length).sort((a, b) => a - b);
  const segments: XmrSegment[] = [];
  let from = 0;
  let startsBy: XmrSegment['startsBy'] = 'first';
  while (from < values.length) {
    const cut = cuts.find((at) => at > from) ?? values.length;
    const limits = limitsOf(values.slice(from, cut));
    const told = toldApart(values, from, trials);
    const shift = limits === null ? null : shiftIn(values, from, cut, limits.mean, told);
    const to = shift ?? cut;
    segments.push({ from, to, startsBy, limits });
    startsBy = shift === null ? 'rebase' : 'shift';
    from = to;
  }
  const points = values.map((value, i): XmrPoint => {
    const segment = segments.find((s) => i >= s.from && i < s.to)!;
    const before = i > segment.from ? values[i - 1]! : null;
    const range = value === null || before === null ? null : Math.abs(value - before);
    const signal = signalOf(value, segment.limits);
    const apart = signal !== null && toldApart(values, segment.from, trials)(i, i + 1);
    return { value, range, signal: apart ? signal : null };
  });
  return { points, segments };
}

function signalOf(value: number | null, limits: XmrSegment['limits']): Signal {
  if (value === null || limits === null) return null;
  return value > limits.high ? 'above' : value < limits.low ? 'below' : null;
}

/** Whether the points from one index to another, excluded, are hardly chance after the rest of their segment's baseline. */
function toldApart(values: readonly (number | null)[], segment: number, trials: readonly Trials[] | null) {
  if (trials === null) return () => true;
  const baseline = trials.map((_, i) => i).filter((i) => i >= segment && values[i] !== null);
  const sumOf = (all: readonly number[]): Trials =>
    all.reduce((sum, i) => ({ n: sum.n + trials[i]!.n, hits: sum.hits + trials[i]!.hits }), { n: 0, hits: 0 });
  return (from: number, to: number): boolean => {
    const before = baseline.slice(0, BASELINE).filter((i) => i < from || i >= to);
    const asked = baseline.filter((i) => i >= from && i < to);
    return predictiveTail(sumOf(before), sumOf(asked)) < CHANCE;
  };
}

function limitsOf(values: readonly (number | null)[]): XmrSegment['limits'] {
  const known = values.filter((value) => value !== null).length;
  if (known < BASELINE) return null;
  const baseline: number[] = [];
  const ranges: number[] = [];
  for (let i = 0; baseline.length < BASELINE; i++) {
    const [value, before] = [values[i]!, i > 0 ? values[i - 1]! : null];
    if (value === null) continue;
    baseline.push(value);
    if (before !== null) ranges.push(Math.abs(value - before));
  }
  const mean = meanOf(baseline);
  const all = meanOf(ranges);
  // Where all other ranges are nothing, those left out are all that is known of the spread.
  const range = meanOf(ranges.filter((r) => r <= RANGE_LIMIT * all)) || all;
  return {
    mean,
    low: mean - NATURAL * range,
    high: mean + NATURAL * range,
    range,
    rangeHigh: RANGE_LIMIT * range,
    provisional: known < FINAL,
  };
}

/** Where the first run of 8 on one side begins that lasts beyond the baseline; gaps neither break nor lengthen it. */
function shiftIn(
  values: readonly (number | null)[],
  from: number,
  to: number,
  mean: number,
  told: (from: number, to: number) => boolean,
): number | null {
  let [start, side, run, seen] = [from, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value === null) continue;
    seen++;
    const here = Math.sign(value - mean);
    if (here === 0 || here !== side) [start, side, run] = [i, here, 0];
    run += here === 0 ? 0 : 1;
    if (run >= SHIFT && seen > BASELINE && start > from && told(start, i + 1)) return start;
  }
  return null;
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
