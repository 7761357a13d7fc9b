import { percentile } from '../statistics/percentile.ts';

/** Elapsed seconds; null for no durations. */
export type DurationS = {
  n: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
  max: number | null;
};

/** Microseconds to seconds, exact to the microsecond. */
export const seconds = (micros: number): number => Math.round(micros) / 1_000_000;

const orNull = (micros: number | null): number | null => (micros === null ? null : seconds(micros));

export function meanOf(micros: ArrayLike<number>): number | null {
  if (micros.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < micros.length; i++) sum += micros[i]!;
  return seconds(sum / micros.length);
}

/** Mean, median, 90th percentile (linear interpolation) and maximum of durations in microseconds; sorts them. */
export function summary(micros: Float64Array): DurationS {
  micros.sort();
  return {
    n: micros.length,
    mean: meanOf(micros),
    median: orNull(percentile(micros, 0.5)),
    p90: orNull(percentile(micros, 0.9)),
    max: micros.length === 0 ? null : seconds(micros[micros.length - 1]!),
  };
}
