import { REMARKS, type CaseLog, type Instant, type Remark } from '../../sql/vocabulary.ts';
import type { Clock, Reading } from './clocks.ts';
import type { Layout } from './layout.ts';

/**
 * What is odd about a case, each with a stated outcome; bits of REMARKS.
 *
 * - pauses-overlap: a day is taken out once, its owner the first in the order of OWNERS.
 * - pause-open: a suspension nobody ended, of a case that is over, ends with the case.
 * - unit-moved: limits are those of the unit that had the case when a clock began, days count by the calendar of the unit
 *   that accepted it, figures count it in the unit the list names.
 * - re-opened: what was done after the end of a case that is over counts in no clock; an open case that passed its archive
 *   runs on, a stage ends with its last stay.
 * - provisional: a deadline crosses days no calendar has been announced for; they count by the weekday until one is.
 * - The others are reasons of undecidable clocks: no start event (an open case may still come to a segment's), stopped
 *   before it started, no stop, no step at all where it matters whose days count, a condition the source does not speak of.
 */
export function remarksOf({ log, asOf, end, stays }: Reading, clocks: readonly Clock[], layout: Layout): number {
  let bits = 0;
  const remark = (word: Remark) => (bits |= 1 << REMARKS.indexOf(word));
  if (overlap(log, asOf)) remark('pauses-overlap');
  if (end !== null && log.pauses.some(({ to }) => to === null || to > end)) remark('pause-open');
  if (log.events.some(({ unit }) => unit !== null && unit !== log.unit)) remark('unit-moved');
  const [archive, callback] = ['archive', 'callback'].map((code) => layout.positionOfCode.get(code) ?? -2);
  const passed = stays.find(({ position, to }) => position === archive && to < Infinity)?.to ?? null;
  const over = end ?? passed;
  if (over !== null && stays.some(({ position, from }) => from > over && position !== archive && position !== callback))
    remark('re-opened');
  if (clocks.some(({ provisional }) => provisional)) remark('provisional');
  for (const { reason } of clocks) {
    if (UNDECIDED.has(reason)) remark(reason as Remark);
    else if (reason.endsWith('-unknown')) remark('trait-unknown');
  }
  return bits;
}

const UNDECIDED: ReadonlySet<string> = new Set<Remark>([
  'start-missing',
  'stopped-before-start',
  'stop-unknown',
  'no-steps',
]);

/** Two suspensions hold at the same instant. */
function overlap({ pauses }: CaseLog, asOf: Instant): boolean {
  if (pauses.length < 2) return false;
  const sorted = pauses.filter(({ from }) => from <= asOf).toSorted((a, b) => a.from - b.from);
  let until = -Infinity;
  for (const { from, to } of sorted) {
    if (from < until) return true;
    until = Math.max(until, to ?? Infinity);
  }
  return false;
}
