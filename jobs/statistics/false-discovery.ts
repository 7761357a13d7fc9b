/**
 * Adjusted p values of Benjamini and Hochberg (1995): a test whose adjusted value is at most q belongs to a set of which,
 * on average, a share of at most q is found by chance. In the order given.
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]!);
  const adjusted = new Array<number>(p.length);
  let least = 1;
  order.forEach((i, place) => {
    least = Math.min(least, p[i]! * (p.length / (p.length - place)));
    adjusted[i] = least;
  });
  return adjusted;
}
