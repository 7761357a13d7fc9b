import { percentile } from './percentile.ts';
import { seeded } from './seeded.ts';

/** Working days until the stock is gone; `high` null where it may never be. */
export type Clearance = { days: number; low: number; high: number | null };

const LEVEL = 0.95;

/**
 * How long a stock lasts at the pace of recent working days (`applied[i]`, `ended[i]` cases of day i): stock ÷ mean net
 * outflow. The band is the middle 95 % over resamples of whole days (Efron 1979), drawn in blocks of a working week so that
 * the rhythm of the week stays in them. null where inflow is not below outflow, or there are no days.
 */
export function clearance(
  stock: number,
  applied: readonly number[],
  ended: readonly number[],
  { resamples = 1_000, block = 5, seed = 1 }: { resamples?: number; block?: number; seed?: number } = {},
): Clearance | null {
  const net = ended.map((n, i) => n - applied[i]!);
  const total = net.reduce((a, b) => a + b, 0);
  if (total <= 0) return null;
  const random = seeded(seed);
  const outflows: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    let sum = 0;
    for (let i = 0, start = 0; i < net.length; i++) {
      if (i % block === 0) start = Math.floor(random() * net.length);
      sum += net[(start + (i % block)) % net.length]!;
    }
    outflows.push(sum / net.length);
  }
  outflows.sort((a, b) => a - b);
  const slow = percentile(outflows, (1 - LEVEL) / 2)!;
  const fast = percentile(outflows, (1 + LEVEL) / 2)!;
  const days = (stock * net.length) / total;
  return { days, low: Math.min(days, stock / fast), high: slow > 0 ? Math.max(days, stock / slow) : null };
}
