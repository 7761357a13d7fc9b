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
  const { order, places } = placesOf(samplers);
  const drawn = new Uint32Array(size);
  const counts = units.map(() => new Uint32Array(size + 1));
  const ranks = new Uint32Array(size);
  const rank = ranker(size, order);
  for (let draw = 0; draw < resamples; draw++) {
    for (let i = 0; i < size; i++) drawn[i] = places[i]![samplers[i]!.draw(random())]!;
    rank(drawn, ranks);
    for (let i = 0; i < size; i++) counts[i]![ranks[i]!]!++;
  }
  const tail = ((1 - level) / 2) * resamples;
  return counts.map((ranks) => {
    let [best, worst] = [1, size];
    for (let seen = ranks[best]!; best < size && seen <= tail; seen += ranks[++best]!);
    for (let seen = ranks[worst]!; worst > 1 && seen <= tail; seen += ranks[--worst]!);
    return { best, worst };
  });
}

/** The place of every share a sampler can draw among those of all of them, the lowest 0; equal shares have one place. */
function placesOf(samplers: readonly Sampler[]): { order: number; places: Uint32Array[] } {
  const shares = samplers.map(({ n, first, size }) => Float64Array.from({ length: size }, (_, k) => (first + k) / n));
  const all = new Float64Array(shares.reduce((sum, own) => sum + own.length, 0));
  shares.reduce((at, own) => (all.set(own, at), at + own.length), 0);
  all.sort();
  let order = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[order - 1]) all[order++] = all[i]!;
  const places = shares.map((own) => Uint32Array.from(own, (share) => indexOf(all.subarray(0, order), share)));
  return { order, places };
}

/** Index of a value among sorted ones, which hold it. */
function indexOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Writes every unit's rank by its place, the highest first. Places are put into a few bins a unit; above a unit stand
 * those in higher bins and the higher ones of its own, which are few: less work than sorting.
 */
function ranker(size: number, order: number) {
  let shift = 0;
  while (order >> shift > size * 4) shift++;
  const above = new Uint32Array((order >> shift) + 2);
  const latest = new Int32Array(above.length);
  const before = new Int32Array(size);
  return (places: Uint32Array, ranks: Uint32Array): void => {
    above.fill(0);
    latest.fill(-1);
    for (let i = 0; i < size; i++) {
      const bin = places[i]! >> shift;
      above[bin]!++;
      before[i] = latest[bin]!;
      latest[bin] = i;
    }
    for (let bin = above.length - 1, sum = 0; bin >= 0; bin--) {
      const own = above[bin]!;
      above[bin] = sum;
      sum += own;
    }
    for (let i = 0; i < size; i++) {
      const place = places[i]!;
      let rank = above[place >> shift]! + 1;
      for (let other = latest[place >> shift]!; other >= 0; other = before[other]!) if (places[other]! > place) rank++;
      ranks[i] = rank;
    }
  };
}

/** Numbers of hits from `first` on, `size` of them; `draw` gives the index of one, by a uniform number. */
type Sampler = { n: number; first: number; size: number; draw: (uniform: number) => number };

/** Draws a number of hits by inversion of the distribution function, looked up from a table of starting places. */
function binomialSampler(n: number, p: number): Sampler {
  const spread = 9 * Math.sqrt(n * p * (1 - p)) + 9;
  const first = Math.max(0, Math.floor(n * p - spread));
  const last = Math.min(n, Math.ceil(n * p + spread));
  const size = last - first + 1;
  const cumulative = new Float64Array(size);
  let sum = 0;
  for (let k = first; k <= last; k++) {
    const choose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
    sum += Math.exp(choose + k * Math.log(p) + (n - k) * Math.log1p(-p));
    cumulative[k - first] = sum;
  }
  const guide = new Uint32Array(size);
  for (let i = 0, k = 0; i < size; i++) {
    while (k < size - 1 && cumulative[k]! <= (i / size) * sum) k++;
    guide[i] = k;
  }
  const draw = (uniform: number): number => {
    let k = guide[Math.floor(uniform * size)]!;
    while (k < size - 1 && cumulative[k]! <= uniform * sum) k++;
    return k;
  };
  return { n, first, size, draw };
}
