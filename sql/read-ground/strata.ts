import { HistogramReader } from '../histogram.ts';
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
  const reader = new HistogramReader(hist);
  while (reader.nextGroup()) {
    if (!groups.has(reader.grp)) continue;
    let [n, met] = [0, 0];
    while (reader.nextEntry()) {
      const { verdict } = reader;
      if (verdict === UNDECIDABLE) {
        sum.undecidable += sign * reader.n;
        continue;
      }
      while (days.length <= reader.days) days.push(0);
      days[reader.days]! += sign * reader.n;
      if (verdict === MET) met += reader.n;
      if (verdict === MET || verdict === OVERDUE) n += reader.n;
    }
    if (n > 0) addGroup(sum, reader.grp, sign * n, sign * met);
  }
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
