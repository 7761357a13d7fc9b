import { VERDICTS } from '../../vocabulary.ts';
import type { Group } from '../group.ts';
import { kindOf } from '../group.ts';
import type { CrossMeasure } from '../../cross-table.ts';
import { COUNTED, isTimed } from './measure.ts';

/**
 * `n` counted, `hits` of them as the measure asks, `days[d]` with a duration of d days; `grades[i]` of each grade of GRADES.
 * Of complaints: `n` customers, `hits` about a known case, `unlinked` about none.
 */
export type Sum = { n: number; hits: number; unlinked: number; days: number[]; grades: number[] };
/** The sums of a table's inner cells by measure; a key holds one stored value per dimension. */
export type Sums = Map<string, { key: readonly string[]; of: Map<CrossMeasure, Sum> }>;

export function sumAt(sums: Sums, key: readonly string[], measure: CrossMeasure): Sum {
  const text = key.join('\n');
  let cell = sums.get(text);
  if (cell === undefined) sums.set(text, (cell = { key, of: new Map() }));
  let sum = cell.of.get(measure);
  if (sum === undefined) cell.of.set(measure, (sum = { n: 0, hits: 0, unlinked: 0, days: [], grades: [] }));
  return sum;
}

/** Adds to a sum so many clocks that stopped after so many days with this verdict (index into VERDICTS). */
export type Adder = (n: number, days: number, verdict: number) => void;

const [MET, OVERDUE, UNDECIDABLE] = (['met', 'overdue', 'undecidable'] as const).map((word) => VERDICTS.indexOf(word));

/** What a measure counts of a group's clocks; null where it counts none. `sign`: they are added or taken away. */
export function adderTo(sum: Sum, measure: CrossMeasure, of: Pick<Group, 'class'>, sign: 1 | -1 = 1): Adder | null {
  const { kind, shows } = COUNTED[measure];
  if (kind !== undefined && kindOf(of.class) !== kind) return null;
  if (shows === 'count') return (n) => void (sum.n += sign * n);
  if (isTimed(measure))
    return (n, days, verdict) => {
      if (verdict === UNDECIDABLE) return;
      sum.n += sign * n;
      while (sum.days.length <= days) sum.days.push(0);
      sum.days[days]! += sign * n;
    };
  const hit = measure === 'stage-overdue-rate' ? OVERDUE : MET;
  return (n, _days, verdict) => {
    if (verdict !== MET && verdict !== OVERDUE) return;
    sum.n += sign * n;
    if (verdict === hit) sum.hits += sign * n;
  };
}
