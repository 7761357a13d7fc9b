import type { Stratum } from './standardisation.ts';

type Counts = { n: number; met: number };
/**
 * Decided cases by group (class and business type), and the clocks that decide over them by group and stage, under
 * `group|stage`; no clocks where one clock decides over a case.
 */
export type Mix = { byGroup: ReadonlyMap<number, Counts>; byStage: ReadonlyMap<string, Counts> };

/**
 * Strata by class, business type and stage whose hits are late **cases**: each late case of a group belongs to the stages of
 * the group's late clocks in proportion, so that hits add up to the late cases and a unit whose cases pass through other
 * stages expects others. Groups of which the reference has no late clock are one stratum each.
 */
export function lateByStage(reference: Mix): (unit: Mix) => Map<string, Stratum> {
  const told = lateClocks(reference);
  return (unit) => strataOf(unit, told);
}

function strataOf(unit: Mix, told: ReturnType<typeof lateClocks>): Map<string, Stratum> {
  const own = lateClocks(unit);
  const strata = new Map<string, Stratum>();
  for (const [grp, { n, met }] of unit.byGroup)
    if ((told.get(grp)?.late ?? 0) === 0 || !own.has(grp)) strata.set(String(grp), { n, hits: n - met });
  for (const [key, { n, met }] of unit.byStage) {
    const grp = groupOf(key);
    if (strata.has(String(grp)) || !unit.byGroup.has(grp)) continue;
    const cases = unit.byGroup.get(grp)!;
    const all = own.get(grp)!;
    const share = all.late > 0 ? (n - met) / all.late : n / all.n;
    strata.set(key, { n, hits: (cases.n - cases.met) * share });
  }
  return strata;
}

const groupOf = (key: string): number => Number(key.slice(0, key.indexOf('|')));

function lateClocks({ byStage }: Mix): Map<number, { n: number; late: number }> {
  const sums = new Map<number, { n: number; late: number }>();
  for (const [key, { n, met }] of byStage) {
    const grp = groupOf(key);
    const sum = sums.get(grp);
    if (sum === undefined) sums.set(grp, { n, late: n - met });
    else {
      sum.n += n;
      sum.late += n - met;
    }
  }
  return sums;
}
