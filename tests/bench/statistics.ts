import { rankIntervals } from '../../jobs/statistics/ranks.ts';
import { judged, spreadOf, type Line } from './line.ts';

const REPEATS = 15;

/** Milliseconds of 4,000 resamples of 183 counties: what the branches of the largest province need beside their read. */
export function benchStatistics(): Line[] {
  const units = Array.from({ length: 183 }, (_, i) => {
    const n = 60 + 37 * (i % 60);
    return { n, hits: Math.round(n * (0.8 + 0.001 * i)) };
  });
  const taken: number[] = [];
  for (let repeat = -2; repeat < REPEATS; repeat++) {
    const started = performance.now();
    rankIntervals(units, { resamples: 4_000, seed: repeat + 3 });
    if (repeat >= 0) taken.push(performance.now() - started);
  }
  const ours = spreadOf(taken, 1);
  const budget = { p95: 300 };
  return [judged({ name: 'statistics/rank-intervals', unit: 'ms', ours, beside: null, ratio: null, budget }, null)];
}
