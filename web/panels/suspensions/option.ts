import type { SuspendedUnit } from '../../../api/contract/suspensions.ts';

/** Units with fewer ended cases are greyed and lead no heading. */
export const LEAST_CASES = 30;

export const excludedShare = ({ excluded, days }: SuspendedUnit): number | null =>
  days === 0 ? null : excluded / days;
export const rescuedShare = ({ rescued, cases }: SuspendedUnit): number | null =>
  cases === 0 ? null : rescued / cases;

/** Most cases in time only because of a suspension first, by share; small units last. */
export function byRescued(rows: readonly SuspendedUnit[]): SuspendedUnit[] {
  const small = (row: SuspendedUnit) => Number(row.cases < LEAST_CASES);
  return rows.toSorted((a, b) => small(a) - small(b) || (rescuedShare(b) ?? -1) - (rescuedShare(a) ?? -1));
}

/** The unit that stands out: at least twice the share of all together; null where none does. */
export function standsOut(rows: readonly SuspendedUnit[], whole: SuspendedUnit): SuspendedUnit | null {
  const [top] = byRescued(rows).filter((row) => row.cases >= LEAST_CASES);
  const [own, all] = [top === undefined ? null : rescuedShare(top), rescuedShare(whole)];
  return top !== undefined && own !== null && all !== null && own > 0 && own >= 2 * all ? top : null;
}
