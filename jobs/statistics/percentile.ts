/**
 * Percentile of elapsed time by linear interpolation between closest ranks (Hyndman and Fan 1996, type 7).
 * `sorted` ascending, `p` in 0–1; null for no values.
 */
export function percentile(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/**
 * Percentile of whole days: the smallest day whose cumulative share reaches `p` (0–1). `counts[day]` is the number of
 * cases with that many days; null for no cases.
 */
export function dayPercentile(counts: ArrayLike<number>, p: number): number | null {
  let total = 0;
  for (let day = 0; day < counts.length; day++) total += counts[day] ?? 0;
  if (total === 0) return null;
  // Shares are compared as counts; the small allowance keeps 0.9 * 10 from being 9.000000000000002.
  const wanted = Math.max(1, Math.ceil(total * p - 1e-9));
  let reached = 0;
  for (let day = 0; day < counts.length; day++) {
    reached += counts[day] ?? 0;
    if (reached >= wanted) return day;
  }
  return null;
}

/** Mean of whole days; null for no cases. */
export function meanDays(counts: ArrayLike<number>): number | null {
  let [cases, days] = [0, 0];
  for (let day = 0; day < counts.length; day++) {
    cases += counts[day] ?? 0;
    days += (counts[day] ?? 0) * day;
  }
  return cases === 0 ? null : days / cases;
}
