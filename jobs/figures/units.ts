import type { FiguresInput } from '../../sql/read/figures-input.ts';
import { ROOT } from '../../sql/vocabulary.ts';
import { meanOf } from './durations.ts';
import type { Selected } from './selection.ts';

/** A missing value, as the figures show it. */
export const BLANK = '(blank)';

export type UnitFigure = { code: string; name: string; cases: number; meanS: number | null };

/** Where units are only values of a column, the root holds the cases that have none. */
export function unitLabel(input: FiguresInput, unit: number): { code: string; name: string } {
  if (unit === ROOT && !input.unitTable && input.units.size > 1) return { code: BLANK, name: BLANK };
  return input.units.get(unit) ?? { code: BLANK, name: BLANK };
}

/** Cases and mean duration by the unit of the case; `micros` NaN where a case has no duration. */
export function unitFigures(input: FiguresInput, cases: readonly Selected[], micros: Float64Array): UnitFigure[] {
  const groups = new Map<number, { cases: number; micros: number[] }>();
  cases.forEach(({ case: fact }, i) => {
    let group = groups.get(fact.unit);
    if (!group) groups.set(fact.unit, (group = { cases: 0, micros: [] }));
    group.cases++;
    if (!Number.isNaN(micros[i]!)) group.micros.push(micros[i]!);
  });
  return [...groups]
    .map(([unit, group]) => ({ ...unitLabel(input, unit), cases: group.cases, meanS: meanOf(group.micros) }))
    .sort((a, b) => b.cases - a.cases || (a.code < b.code ? -1 : 1));
}
