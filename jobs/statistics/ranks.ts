import { logGamma } from './gamma.ts';

export type Trials = { hits: number; n: number };
export type RankInterval = { best: number; worst: number };

/** Exact ranks, best rate first; equal rates share a place and the next one skips. */
export function exactRanks(rates: readonly number[]): number[] {
  return rates.map((rate) => 1 + rates.filter((other) => other > rate).length);
}

/** mulberry32: equal seeds give equal resamples on every machine. Uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
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
  const random = seeded(seed);
  const samplers = units.map(({ hits, n }) => binomialSampler(n, (hits + 0.5) / (n + 1)));
  const counts = units.map(() => new Uint32Array(size + 1));
  const rates = new Float64Array(size);
  const sorted = new Float64Array(size);
  for (let draw = 0; draw < resamples; draw++) {
    for (let i = 0; i < size; i++) rates[i] = samplers[i]!(random());
    sorted.set(rates);
    sorted.sort();
    for (let i = 0; i < size; i++) counts[i]![size - above(sorted, rates[i]!) + 1]!++;
  }
  const tail = ((1 - level) / 2) * resamples;
  return counts.map((ranks) => {
    let [best, worst] = [1, size];
    for (let seen = ranks[best]!; best < size && seen <= tail; seen += ranks[++best]!);
    for (let seen = ranks[worst]!; worst > 1 && seen <= tail; seen += ranks[--worst]!);
    return { best, worst };
  });
}

/** Index of the first sorted value greater than `value`. */
function above(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Draws a share of hits by inversion of the distribution function, looked up from a table of starting places. */
function binomialSampler(n: number, p: number): (uniform: number) => number {
  const spread = 9 * Math.sqrt(n * p * (1 - p)) + 9;
  const first = Math.max(0, Math.floor(n * p - spread));
  const last = Math.min(n, Math.ceil(n * p + spread));
  const cumulative = new Float64Array(last - first + 1);
  let sum = 0;
  for (let k = first; k <= last; k++) {
    const choose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
    sum += Math.exp(choose + k * Math.log(p) + (n - k) * Math.log1p(-p));
    cumulative[k - first] = sum;
  }
  const guide = new Uint32Array(cumulative.length);
  for (let i = 0, k = 0; i < guide.length; i++) {
    while (k < cumulative.length - 1 && cumulative[k]! <= (i / guide.length) * sum) k++;
    guide[i] = k;
  }
  return (uniform) => {
    let k = guide[Math.floor(uniform * guide.length)]!;
    while (k < cumulative.length - 1 && cumulative[k]! <= uniform * sum) k++;
    return (first + k) / n;
  };
}
