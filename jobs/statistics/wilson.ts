/**
 * Wilson's score interval of a proportion, 95 % unless `z` says otherwise (Wilson 1927). Both ends in 0–1; null where
 * there is no trial.
 */
export function wilson(hits: number, n: number, z = 1.959963984540054): { low: number; high: number } | null {
  if (n === 0) return null;
  const p = hits / n;
  const square = (z * z) / n;
  const centre = p + square / 2;
  const half = z * Math.sqrt((p * (1 - p)) / n + square / (4 * n));
  return { low: Math.max(0, (centre - half) / (1 + square)), high: Math.min(1, (centre + half) / (1 + square)) };
}
