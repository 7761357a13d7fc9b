import { binomialDraws, drawShares, type BinomialDraws } from './binomial-draws.ts';
import { seededRows } from './seeded.ts';

export type Trials = { hits: number; n: number };
export type RankInterval = { best: number; worst: number };

/** Exact ranks, best rate first; equal rates share a place and the next one skips. */
export function exactRanks(rates: readonly number[]): number[] {
  return rates.map((rate) => 1 + rates.filter((other) => other > rate).length);
}

/**
 * Interval of each unit's rank over resamples of its cases (Goldstein and Spiegelhalter 1996; bootstrap of Marshall and
 * Spiegelhalter 1998): the middle `level` of `resamples` draws. A resample of n cases has a binomial number of hits; half
 * a hit and half a miss are added first (Jeffreys), so that a unit without a miss is not certain of its place.
 */
export function rankIntervals(
  units: readonly Trials[],
  { resamples = 4_000, level = 0.95, seed = 1 }: { resamples?: number; level?: number; seed?: number } = {},
): RankInterval[] {
  const size = units.length;
  const fill = seededRows(seed);
  const draws = binomialDraws(units.map(({ hits, n }) => ({ n, p: (hits + 0.5) / (n + 1) })));
  const bins = evenBins(size, draws);
  const counts = new Int32Array(size * size);
  const uniform = new Float64Array(size);
  const drawn = new Int32Array(size);
  for (let resample = 0; resample < resamples; resample++) {
    drawShares(draws, fill(uniform), drawn);
    countAbove(bins, draws.shares, drawn, counts);
  }
  const tail = ((1 - level) / 2) * resamples;
  return units.map((_, unit) => {
    const above = counts.subarray(unit * size, (unit + 1) * size);
    let [best, worst] = [0, size - 1];
    for (let seen = above[best]!; best < size - 1 && seen <= tail; seen += above[++best]!);
    for (let seen = above[worst]!; worst > 0 && seen <= tail; seen += above[--worst]!);
    return { best: best + 1, worst: worst + 1 };
  });
}

/** Bins of shares, and what counting by them needs, made once. */
type Bins = { binOf: Int32Array; binned: Int32Array; higher: Int32Array; latest: Int32Array; before: Int32Array };

/**
 * Counts for every unit how many stand above it: those of higher bins and the higher ones of its own, which are few. Less
 * work than sorting.
 */
function countAbove(
  { binOf, binned, higher, latest, before }: Bins,
  shares: Float64Array,
  drawn: Int32Array,
  counts: Int32Array,
): void {
  const size = drawn.length;
  higher.fill(0);
  latest.fill(-1);
  for (let unit = 0; unit < size; unit++) {
    const bin = binOf[drawn[unit]!]!;
    binned[unit] = bin;
    higher[bin]!++;
    before[unit] = latest[bin]!;
    latest[bin] = unit;
  }
  for (let bin = higher.length - 1, sum = 0; bin >= 0; bin--) {
    const own = higher[bin]!;
    higher[bin] = sum;
    sum += own;
  }
  for (let unit = 0; unit < size; unit++) {
    const share = shares[drawn[unit]!]!;
    const bin = binned[unit]!;
    let above = higher[bin]!;
    for (let other = latest[bin]!; other >= 0; other = before[other]!) if (shares[drawn[other]!]! > share) above++;
    counts[unit * size + above]!++;
  }
}

/** Cells of one width that shares are put into first: many to a bin. */
const CELLS = 1 << 13;
const BINS_PER_UNIT = 2;

/** Bins of shares: a higher share is in no lower bin, and each is about as likely to be drawn from as the others. */
function evenBins(size: number, { shares, masses }: BinomialDraws): Bins {
  let [low, high] = [1, 0];
  for (const share of shares) {
    low = Math.min(low, share);
    high = Math.max(high, share);
  }
  const width = (high - low || 1) / (CELLS - 1);
  const cellOf = (share: number) => Math.floor((share - low) / width);
  const likely = new Float64Array(CELLS);
  for (let k = 0; k < shares.length; k++) likely[cellOf(shares[k]!)]! += masses[k]!;
  const bins = size * BINS_PER_UNIT + 1;
  const binOfCell = new Int32Array(CELLS);
  for (let cell = 0, below = 0; cell < CELLS; below += likely[cell++]!)
    binOfCell[cell] = Math.min(bins - 1, (below + likely[cell]! / 2) * BINS_PER_UNIT);
  const binOf = new Int32Array(shares.length);
  for (let k = 0; k < shares.length; k++) binOf[k] = binOfCell[cellOf(shares[k]!)]!;
  return {
    binOf,
    binned: new Int32Array(size),
    higher: new Int32Array(bins),
    latest: new Int32Array(bins),
    before: new Int32Array(size),
  };
}
