import type { FiguresInput } from '../../sql/read/figures-input.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import type { Selected } from './selection.ts';
import { BLANK, unitLabel } from './units.ts';

export type EndedLate = { ended: number; late: number };
export type Deadlines = {
  with: number;
  ended: number;
  late: number;
  running: number;
  runningLate: number;
  /** By unit and by each mapped dimension under its source name; every value of a case with a deadline. */
  lateBy: Record<string, Record<string, EndedLate>>;
};

/** Cases with a deadline given by the source, compared as instants: late is an end after it. */
export function deadlines(input: FiguresInput, cases: readonly Selected[], asOf: Instant): Deadlines {
  const result: Deadlines = { with: 0, ended: 0, late: 0, running: 0, runningLate: 0, lateBy: {} };
  const groups = ['unit', ...input.dimensions].map((name) => ({ name, values: new Map<string, EndedLate>() }));
  for (const { case: fact, ended } of cases) {
    if (fact.deadline === null) continue;
    const done = ended === null ? 0 : 1;
    const late = ended !== null && ended > fact.deadline ? 1 : 0;
    result.with++;
    result.ended += done;
    result.late += late;
    result.running += 1 - done;
    if (ended === null && asOf > fact.deadline) result.runningLate++;
    groups.forEach(({ values }, i) => {
      const value = i === 0 ? unitLabel(input, fact.unit).code : (fact.values[i - 1] ?? BLANK);
      const group = values.get(value) ?? { ended: 0, late: 0 };
      group.ended += done;
      group.late += late;
      values.set(value, group);
    });
  }
  for (const { name, values } of groups) {
    const sorted = [...values].sort(([a, x], [b, y]) => y.ended - x.ended || (a < b ? -1 : 1));
    // A free dimension that is itself called "unit" must not hide the units.
    if (sorted.length > 0)
      result.lateBy[name in result.lateBy ? `${name} (dimension)` : name] = Object.fromEntries(sorted);
  }
  return result;
}
