/** Trials and hits of one stratum before and after. */
export type Change = { before: { n: number; hits: number }; after: { n: number; hits: number } };

/**
 * How one stratum moved the whole rate, in shares (0.01 is one percentage point). `mix`: it became a larger or smaller part
 * of all; `rate`: its own rate changed; `interaction`: both at once.
 */
export type Effect = { mix: number; rate: number; interaction: number };

/**
 * Splits the difference of two rates by stratum (Kitagawa 1955; threefold form of Daymont and Andrisani 1984, with the
 * interaction shown). The effects of all strata add up to the difference exactly. Mix is measured against the rate before,
 * so that a stratum growing at the average rate moves nothing. A stratum that exists on one side only moves the mix alone.
 */
export function decompose(strata: readonly Change[]): Effect[] {
  const total = (side: 'before' | 'after') => strata.reduce((sum, stratum) => sum + stratum[side].n, 0);
  const [all, now] = [total('before'), total('after')];
  if (all === 0 || now === 0) return strata.map(() => ({ mix: 0, rate: 0, interaction: 0 }));
  const whole = strata.reduce((sum, { before }) => sum + before.hits, 0) / all;
  return strata.map(({ before, after }) => {
    const [w0, w1] = [before.n / all, after.n / now];
    const r0 = before.n > 0 ? before.hits / before.n : after.n > 0 ? after.hits / after.n : whole;
    const r1 = after.n > 0 ? after.hits / after.n : r0;
    return { mix: (w1 - w0) * (r0 - whole), rate: w0 * (r1 - r0), interaction: (w1 - w0) * (r1 - r0) };
  });
}
