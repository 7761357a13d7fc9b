import type { DayNumber } from '../../sql/vocabulary.ts';
import type { DayRun } from './lane.ts';
import type { Counted } from './work-calendar.ts';

/** Which runs a clock counts: those of the owners in the mask (bit = index into OWNERS), never paused ones. */
export type Mask = number;

/** Every owner. */
export const ANYONE: Mask = 0b1111;

export function counts(run: DayRun, mask: Mask): boolean {
  return !run.paused && ((mask >> run.owner) & 1) === 1;
}

/** Days a clock counts from `from` to `to`, both included. */
export function countedDays(
  runs: readonly DayRun[],
  mask: Mask,
  line: Counted,
  from: DayNumber,
  to: DayNumber,
): number {
  let sum = 0;
  for (const run of runs) {
    if (!counts(run, mask)) continue;
    const first = Math.max(run.from, from);
    const last = Math.min(run.to, to);
    if (first <= last) sum += line.upTo(last) - line.upTo(first - 1);
  }
  return sum;
}

/**
 * The day on which a clock that begins to count on `from` counts its `n`-th day: what it does not count shifts it. Days
 * after `known` all count (of a stopped clock nobody knows who would have held the ball); null where the ball stays
 * with somebody else for good.
 */
export function nthCountedDay(
  runs: readonly DayRun[],
  mask: Mask,
  line: Counted,
  from: DayNumber,
  n: number,
  known: DayNumber,
): DayNumber | null {
  let left = n;
  for (const run of runs) {
    if (!counts(run, mask)) continue;
    const first = Math.max(run.from, from);
    const last = Math.min(run.to, known);
    if (first > last) continue;
    const before = line.upTo(first - 1);
    if (last === Infinity) return line.dayAt(before + left);
    const inRun = line.upTo(last) - before;
    if (left <= inRun) return line.dayAt(before + left);
    left -= inRun;
  }
  return known === Infinity ? null : line.dayAt(line.upTo(Math.max(known, from - 1)) + left);
}
