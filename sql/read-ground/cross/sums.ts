import { VERDICTS } from '../../vocabulary.ts';
import type { Group } from '../group.ts';
import { kindOf } from '../group.ts';
import type { CrossMeasure } from '../../cross-table.ts';
import { COUNTED } from './measure.ts';

/** `n` counted, `hits` of them as the measure asks, `days[d]` with a duration of d days. */
export type Sum = { n: number; hits: number; days: number[] };
/** The sums of a table's inner cells by measure; a key holds one stored value per dimension. */
export type Sums = Map<string, { key: readonly string[]; of: Map<CrossMeasure, Sum> }>;

export function sumAt(sums: Sums, key: readonly string[], measure: CrossMeasure): Sum {
  const text = key.join('\n');
  let cell = sums.get(text);
  if (cell === undefined) sums.set(text, (cell = { key, of: new Map() }));
  let sum = cell.of.get(measure);
  if (sum === undefined) cell.of.set(measure, (sum = { n: 0, hits: 0, days: [] }));
  return sum;
}

/** Adds to a sum, of a measure, clocks that stopped after so many days with this verdict (index into VERDICTS). */
export function addClocks(sum: Sum, measure: CrossMeasure, of: Pick<Group, 'class'>, clock: Clocks): void {
  const { n, days } = clock;
  const verdict = VERDICTS[clock.verdict]!;
  const { kind, shows } = COUNTED[measure];
  if (kind !== undefined && kindOf(of.class) !== kind) return;
  if (shows === 'count') sum.n += n;
  else if (shows === 'days') {
    if (verdict === 'undecidable') return;
    sum.n += n;
    while (sum.days.length <= days) sum.days.push(0);
    sum.days[days]! += n;
  } else if (verdict === 'met' || verdict === 'overdue') {
    sum.n += n;
    if (verdict === (measure === 'stage-overdue-rate' ? 'overdue' : 'met')) sum.hits += n;
  }
}
type Clocks = { n: number; days: number; verdict: number };
