/**
 * Wilcoxon's rank-sum statistic of two samples given as counts by whole value, standardised and corrected for ties
 * (Lehmann 1975, §1.2). Positive where `b` tends to be greater; 0 where nothing can be said.
 */
export function rankSum(a: readonly number[], b: readonly number[]): number {
  let [n, m] = [0, 0];
  for (const count of a) n += count;
  for (const count of b) m += count;
  const total = n + m;
  if (n === 0 || m === 0) return 0;
  let below = 0;
  let ranks = 0;
  let ties = 0;
  for (let value = 0; value < Math.max(a.length, b.length); value++) {
    const [inA, inB] = [a[value] ?? 0, b[value] ?? 0];
    const tied = inA + inB;
    ranks += inB * (below + (tied + 1) / 2);
    ties += tied * tied * tied - tied;
    below += tied;
  }
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  return variance <= 0 ? 0 : (ranks - (m * (total + 1)) / 2) / Math.sqrt(variance);
}
