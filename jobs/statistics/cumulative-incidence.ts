import { lifeTable, type Observed } from './life-table.ts';

/** One day: share that has ended by each cause, in the order of `ended`, and share still open. They add up to 1. */
export type Incidence = { day: number; atRisk: number; share: number[]; open: number };

/**
 * Cumulative incidence with competing causes (Aalen and Johansen 1978), with delayed entry: a withdrawn case can no longer
 * finish, so it is neither dropped nor taken as censored.
 */
export function cumulativeIncidence(observed: Observed): Incidence[] {
  const curve: Incidence[] = [];
  const share = observed.ended.map(() => 0);
  let open = 1;
  for (const { day, atRisk, ended, censored } of lifeTable(observed)) {
    const all = ended.reduce((a, b) => a + b, 0);
    if (atRisk <= 0) {
      if (all + censored > 0 || curve.length > 0) break;
      continue;
    }
    ended.forEach((n, cause) => (share[cause]! += (open * n) / atRisk));
    open *= 1 - all / atRisk;
    curve.push({ day, atRisk, share: [...share], open });
  }
  return curve;
}
