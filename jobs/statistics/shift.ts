import { dayPercentile } from './percentile.ts';
import { rankSum } from './rank-sum.ts';

/** Counts by whole days, month by month. */
export type Monthly = readonly (readonly number[])[];

/** How a duration was spread: number, median, P90 and mean in days. */
export type Spread = { n: number; median: number; p90: number; mean: number };
/** `since`: index of the first month after the shift. `z`: how far after lies from before, standardised. */
export type Shift = { since: number; before: Spread; after: Spread; z: number };

/** What makes a lasting rise worth a sentence: figures of ours, chosen so that chance alone hardly ever speaks. */
const ASKED = { n: 30, months: 2, z: 5, days: 1, ratio: 1.5 };

/**
 * The month since when a unit's durations are lastingly longer than its own before and than those of its peers; null
 * where nothing of the kind holds. Peers are the same step of all other units: what slows everybody down is no finding.
 */
export function findShift(own: Monthly, peers: Monthly): Shift | null {
  let best: { since: number; z: number } | null = null;
  for (const since of partings(own)) {
    const z = rankSum(sum(own.slice(0, since)), sum(own.slice(since)));
    if (best === null || z > best.z) best = { since, z };
  }
  if (best === null || best.z < ASKED.z) return null;
  const before = sum(own.slice(0, best.since));
  const after = sum(own.slice(best.since));
  const [was, is] = [spreadOf(before), spreadOf(after)];
  if (is.mean - was.mean < ASKED.days || is.mean < was.mean * ASKED.ratio) return null;
  const theirs = { before: sum(peers.slice(0, best.since)), after: sum(peers.slice(best.since)) };
  if (size(theirs.before) >= ASKED.n && size(theirs.after) >= ASKED.n) {
    if (rankSum(theirs.after, after) < ASKED.z) return null;
    const general = spreadOf(theirs.after).mean / Math.max(spreadOf(theirs.before).mean, 0.1);
    if (is.mean / Math.max(was.mean, 0.1) < general * ASKED.ratio) return null;
  }
  return { ...best, before: was, after: is };
}

/** Whether there are enough cases on both sides of any month for it to be asked at all. */
export const isComparable = (own: Monthly): boolean => partings(own).length > 0;

/** The months before and from which there are enough cases. */
function partings(own: Monthly): number[] {
  const sizes = own.map(size);
  const total = size(sizes);
  const found: number[] = [];
  let before = 0;
  for (let since = 1; since <= own.length - ASKED.months; since++) {
    before += sizes[since - 1]!;
    if (before >= ASKED.n && total - before >= ASKED.n) found.push(since);
  }
  return found;
}

/** The spread of some months together. */
export function spreadOfMonths(months: Monthly): Spread {
  return spreadOf(sum(months));
}

function spreadOf(counts: readonly number[]): Spread {
  const n = size(counts);
  const days = counts.reduce((total, count, day) => total + count * day, 0);
  return {
    n,
    median: dayPercentile(counts, 0.5) ?? 0,
    p90: dayPercentile(counts, 0.9) ?? 0,
    mean: n === 0 ? 0 : days / n,
  };
}

const size = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** The months' counts added up. */
export function sum(months: Monthly): number[] {
  const total: number[] = [];
  for (const counts of months)
    counts.forEach((n, day) => {
      while (total.length <= day) total.push(0);
      total[day]! += n;
    });
  return total;
}
