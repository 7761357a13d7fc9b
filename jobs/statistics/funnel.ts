import { normalQuantile } from './normal.ts';

/**
 * A proportion on the scale asin √p, on which its standard error hardly depends on it (Freeman and Tukey 1950). Funnels,
 * z values and the spread between units are judged there.
 */
export const onArcsine = (p: number): number => Math.asin(Math.sqrt(Math.min(1, Math.max(0, p))));
const back = (y: number): number => Math.sin(Math.min(Math.PI / 2, Math.max(0, y))) ** 2;

/** Standard error of asin √p over n trials. */
export const arcsineError = (n: number): number => 1 / (2 * Math.sqrt(n));

/**
 * How many standard errors a unit lies from the target; `between` is the variance between units beyond chance (see
 * overDispersion). null without trials.
 */
export function zScore({ hits, n }: { hits: number; n: number }, target: number, between = 0): number | null {
  if (n === 0) return null;
  return (onArcsine(hits / n) - onArcsine(target)) / Math.sqrt(arcsineError(n) ** 2 + between);
}

/** Control limits of a funnel at n trials, in 0–1: where a unit of the target's rate lies with probability `level`. */
export function funnelLimits(n: number, target: number, level: number, between = 0): { low: number; high: number } {
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(arcsineError(n) ** 2 + between);
  const centre = onArcsine(target);
  return { low: back(centre - half), high: back(centre + half) };
}
