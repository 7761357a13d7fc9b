import type { SuspendedUnit } from '../../../api/contract/suspensions.ts';

/** What chooses the cases behind each count; nothing here is read as once reported, nor with exemptions taken out. */
export const LISTS = {
  cases: { population: 'ended', reading: null, exempted: null },
  suspended: { population: 'suspended' },
  suspensions: { population: 'suspended', suspension: 'each' },
  rescued: { population: 'suspended', suspension: 'rescued' },
  lastMinute: { population: 'suspended', suspension: 'last-minute' },
  retroactive: { population: 'suspended', suspension: 'retroactive' },
} as const;

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

/** Standard errors above the others that chance reaches once in a thousand times. */
const LEAST_Z = 3.09;

/** How far the share of a unit lies above that of all others together, in standard errors on the scale asin √p. */
function above({ cases, rescued }: SuspendedUnit, whole: SuspendedUnit): number {
  const others = whole.cases - cases;
  if (others <= 0) return 0;
  // Half a case stands for none: what nobody else shows is rare, not impossible.
  const peers = Math.max(whole.rescued - rescued, 0.5) / others;
  return 2 * Math.sqrt(cases) * (Math.asin(Math.sqrt(rescued / cases)) - Math.asin(Math.sqrt(Math.min(1, peers))));
}

/** The unit that stands out: at least twice the share of all together, and beyond chance; null where none does. */
export function standsOut(rows: readonly SuspendedUnit[], whole: SuspendedUnit): SuspendedUnit | null {
  const [top] = byRescued(rows).filter((row) => row.cases >= LEAST_CASES);
  const [own, all] = [top === undefined ? null : rescuedShare(top), rescuedShare(whole)];
  if (top === undefined || own === null || all === null || own === 0 || own < 2 * all) return null;
  return above(top, whole) >= LEAST_Z ? top : null;
}
