import { incompleteBeta, upperGamma } from './gamma.ts';

export type Limits = { low: number; high: number };

/** Where a falling or rising function of one sign change is zero, by bisection to the last digits. */
function root(low: number, high: number, isBelow: (x: number) => boolean): number {
  let [from, to] = [low, high];
  for (let i = 0; i < 200 && to - from > 1e-15 * Math.max(1, to); i++) {
    const middle = (from + to) / 2;
    if (isBelow(middle)) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * Exact ("fiducial") limits of a proportion (Clopper and Pearson 1934), in 0–1; they cover at least `level`. null without
 * a trial.
 */
export function binomialLimits(hits: number, n: number, level = 0.95): Limits | null {
  if (n === 0) return null;
  const tail = (1 - level) / 2;
  return {
    low: hits === 0 ? 0 : root(0, 1, (p) => incompleteBeta(p, hits, n - hits + 1) < tail),
    high: hits === n ? 1 : root(0, 1, (p) => 1 - incompleteBeta(p, hits + 1, n - hits) > tail),
  };
}

/** Exact limits of a Poisson mean given one count (Garwood 1936), in cases. */
export function poissonLimits(count: number, level = 0.95): Limits {
  const tail = (1 - level) / 2;
  const most = count + 10 * Math.sqrt(count + 1) + 40;
  return {
    low: count === 0 ? 0 : root(0, count, (mean) => 1 - upperGamma(count, mean) < tail),
    high: root(count, most, (mean) => upperGamma(count + 1, mean) > tail),
  };
}
