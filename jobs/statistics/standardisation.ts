/** Trials and hits of one stratum (class, business type, stage). */
export type Stratum = { n: number; hits: number };
export type Strata = ReadonlyMap<string | number, Stratum>;

/** What a unit with this case mix would have had at the reference's rates. `ratio`: observed ÷ expected; null for none expected. */
export type Standardised = { observed: number; expected: number; ratio: number | null; adjusted: number | null };

/**
 * Indirect standardisation (Breslow and Day 1987, chapter 2): expected hits are the reference's rate of every stratum times
 * the unit's trials in it; the adjusted rate, 0–1, is observed ÷ expected times the reference's crude rate (`crude` where
 * the trials of the strata are not what that rate counts). Strata the reference does not know expect what was observed.
 */
export function indirectStandardisation(
  unit: Strata,
  reference: Strata,
  crude: number | null = totalRate(reference),
): Standardised {
  let [observed, expected] = [0, 0];
  for (const [stratum, { n, hits }] of unit) {
    const known = reference.get(stratum);
    observed += hits;
    expected += known === undefined || known.n === 0 ? hits : (n * known.hits) / known.n;
  }
  const ratio = expected > 0 ? observed / expected : null;
  const trials = [...unit.values()].reduce((sum, { n }) => sum + n, 0);
  if (trials === 0 || crude === null) return { observed, expected, ratio, adjusted: null };
  return { observed, expected, ratio, adjusted: Math.min(1, ratio === null ? crude : ratio * crude) };
}

function totalRate(strata: Strata): number | null {
  let [n, hits] = [0, 0];
  for (const stratum of strata.values()) {
    n += stratum.n;
    hits += stratum.hits;
  }
  return n === 0 ? null : hits / n;
}
