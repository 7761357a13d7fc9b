import { visitHistogram } from '../histogram.ts';
import { VERDICTS } from '../vocabulary.ts';

/**
 * Stopped clocks with their strata: `n` decided, `met` of them, `undecidable`, `days[d]` clocks with a duration of d days,
 * and per group (class and business type) the decided and met.
 */
export type Strata = {
  n: number;
  met: number;
  undecidable: number;
  days: number[];
  byGroup: Map<number, { n: number; met: number }>;
};

export const emptyStrata = (): Strata => ({ n: 0, met: 0, undecidable: 0, days: [], byGroup: new Map() });

export const rateOf = ({ n, met }: { n: number; met: number }): number | null => (n === 0 ? null : met / n);

const MET = VERDICTS.indexOf('met');
const OVERDUE = VERDICTS.indexOf('overdue');
const UNDECIDABLE = VERDICTS.indexOf('undecidable');

/** Adds the clocks of a histogram that belong to one of the groups; with `sign` −1 it takes them away. */
export function addHistogram(sum: Strata, hist: Uint8Array, groups: ReadonlySet<number>, sign: 1 | -1 = 1): void {
  const { days } = sum;
  // A histogram tells its groups one after the other: each is looked up once.
  let [at, kept] = [-1, false];
  let group: { n: number; met: number } | undefined;
  visitHistogram(hist, (grp, day, verdict, count) => {
    if (grp !== at) {
      [at, kept, group] = [grp, groups.has(grp), sum.byGroup.get(grp)];
    }
    if (!kept) return;
    const n = sign * count;
    if (verdict === UNDECIDABLE) {
      sum.undecidable += n;
      return;
    }
    while (days.length <= day) days.push(0);
    days[day]! += n;
    if (verdict !== MET && verdict !== OVERDUE) return;
    if (group === undefined) sum.byGroup.set(grp, (group = { n: 0, met: 0 }));
    const met = verdict === MET ? n : 0;
    sum.n += n;
    sum.met += met;
    group.n += n;
    group.met += met;
  });
}

/** Adds other sums to these. */
export function addStrata(sum: Strata, part: Strata): void {
  sum.undecidable += part.undecidable;
  part.days.forEach((n, day) => addDays(sum.days, day, n));
  for (const [grp, { n, met }] of part.byGroup) addGroup(sum, grp, n, met);
}

function addDays(days: number[], day: number, n: number): void {
  while (days.length <= day) days.push(0);
  days[day]! += n;
}

function addGroup(sum: Strata, grp: number, n: number, met: number): void {
  sum.n += n;
  sum.met += met;
  const group = sum.byGroup.get(grp);
  if (group === undefined) sum.byGroup.set(grp, { n, met });
  else {
    group.n += n;
    group.met += met;
  }
}
