import { percentile } from '../../jobs/statistics/percentile.ts';

export type Spread = { median: number; p95?: number; min: number; max: number };

/** What a bench is held to: a ratio to what stands beside it, the most its median and p95 may be, or the least its median. */
export type Budget = { ratio?: number; median?: number; p95?: number; least?: number };

/** One line of output. `ratio` is how many times better ours is than what stands beside it. */
export type Line = {
  name: string;
  unit: string;
  ours: Spread;
  beside: ({ what: string } & Spread) | null;
  ratio: number | null;
  budget: Budget;
  ok: boolean;
  /** Where `ok` is false or a target is missed: why. */
  why?: string;
};

/** Noise of a shared machine; what misses its target by more has failed. */
const ALLOWED = 0.7;

export function spreadOf(values: readonly number[], digits: number): Spread & { p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number) => round(percentile(sorted, p)!, digits);
  return { median: at(0.5), p95: at(0.95), min: at(0), max: at(1) };
}

export const medianOf = (values: readonly number[]): number => spreadOf(values, 6).median;

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Judges a measured line by its budget; `unequal` says how the answers differ and makes it void. */
export function judged(line: Omit<Line, 'ok' | 'why'>, unequal: string | null): Line {
  if (unequal !== null) return { ...line, ok: false, why: `void: ${unequal}` };
  const { budget, ours, ratio } = line;
  const shares = [
    budget.ratio === undefined ? null : (ratio ?? 0) / budget.ratio,
    budget.median === undefined ? null : budget.median / ours.median,
    budget.least === undefined ? null : ours.median / budget.least,
    budget.p95 === undefined || ours.p95 === undefined ? null : budget.p95 / ours.p95,
  ].filter((share) => share !== null);
  const share = Math.min(...shares);
  if (share >= 1) return { ...line, ok: true };
  return { ...line, ok: share >= ALLOWED, why: `${round(share, 2)} of the target` };
}
