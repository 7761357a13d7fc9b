import { CUBE, MOST_SEEN, SEEN, type Instant } from '../../sql/vocabulary.ts';
import type { Clock, Reading } from './clocks.ts';
import { ANYONE, countedDays } from './count.ts';
import { civilOf, dayNumber, dayOf, startOfDay } from './day.ts';
import { firstCounting, lastCounting, measure } from './measure.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** A clock where it did not stop: SEEN + its stage, when, and days used by then; of the case, CUBE.lateAtStart and the rows of connected.ts. */
export type Seen = { stage: number; at: Instant; days: number };

/** Of a clock that runs for ever only the last ten years' months are of use. */
const MOST_MONTHS = 120;

/**
 * Clocks with days used that were under way when a month began (delayed entry of whoever looks from then on), and those
 * an abort cut off. A clock that stopped without using a further day counts as if it had entered a day before, so that
 * nobody leaves who never entered; without any day used it counts as begun afterwards. Undecidable clocks have no
 * duration and are left out; `cutOff` ones only for bad data, as an abort leaves no stop.
 */
export function seenClocks(
  reading: Reading,
  clocks: readonly Clock[],
  cutOff: readonly Clock[],
  calendar: WorkCalendar,
  zone: string,
): Seen[] {
  const all = cutOff.length === 0 ? clocks : [...clocks, ...cutOff];
  const months = monthsOf(all, reading.asOf, zone);
  if (months.length === 0 && cutOff.length === 0) return [];
  const seen: Seen[] = [];
  const stands = (clock: Clock) => {
    const { stage, started, stopped, used } = clock;
    for (const at of months) {
      if (at <= started || (stopped === null ? at >= reading.asOf : at > stopped)) continue;
      const by = usedBy(clock, at, reading, calendar, zone);
      const days = stopped === null ? by : Math.min(by, wholeDays(used) - 1);
      if (days >= 0) seen.push({ stage: SEEN.standing + stage, at, days });
    }
  };
  for (const clock of clocks) if (clock.stage <= MOST_SEEN && clock.verdict !== 'undecidable') stands(clock);
  for (const clock of cutOff) {
    const { stage, started, stopped, used, verdict, reason } = clock;
    if (stage > MOST_SEEN || stopped === null || stopped < started) continue;
    if (verdict === 'undecidable' && reason !== 'stop-unknown') continue;
    stands(clock);
    seen.push({ stage: SEEN.withdrawn + stage, at: stopped, days: wholeDays(used) });
  }
  return seen;
}

/** The months that began while the case was open and late: what a clock owed then is known today. */
export function lateAtStarts({ log, asOf }: Reading, clocks: readonly Clock[], zone: string): Seen[] {
  if (!clocks.some(({ over }) => over > 0)) return [];
  const ended = log.ended !== null && log.ended <= asOf ? log.ended : null;
  const owing = clocks.flatMap(({ deadline, stopped }) =>
    deadline === null ? [] : [{ started: deadline - 1, stopped: earliest(stopped, ended), deadline }],
  );
  return monthsOf(owing, asOf, zone)
    .filter((at) => at > log.opened && owing.some((c) => at >= c.deadline && (c.stopped === null || at <= c.stopped)))
    .map((at) => ({ stage: CUBE.lateAtStart, at, days: 0 }));
}

const earliest = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** First instants of the months that begin while some of the clocks runs, the last MOST_MONTHS of them. */
function monthsOf(clocks: readonly Pick<Clock, 'started' | 'stopped'>[], asOf: Instant, zone: string): Instant[] {
  let [from, to] = [Infinity, -Infinity];
  for (const { started, stopped } of clocks) {
    from = Math.min(from, started);
    to = Math.max(to, stopped ?? asOf);
  }
  if (from >= to) return [];
  const first = civilOf(dayOf(from, zone));
  const last = civilOf(dayOf(to, zone));
  const months = (last.year - first.year) * 12 + last.month - first.month;
  const skipped = Math.max(0, months - MOST_MONTHS);
  return Array.from({ length: months - skipped }, (_, i) =>
    startOfDay(dayNumber(first.year, first.month + skipped + i + 1, 1), zone),
  );
}

/** What a clock had used at an earlier instant, as it counts today. */
function usedBy(clock: Clock, at: Instant, reading: Reading, calendar: WorkCalendar, zone: string): number {
  const { planned, deadline, started } = clock;
  const until = { started, stopped: null, asOf: at };
  if (planned !== null) {
    const { pauses } = planned.rule;
    const lane = { held: reading.heldUnder(pauses), runs: reading.runs(planned.limit.convention, pauses) };
    return wholeDays(measure(planned.limit, until, lane, calendar, zone).used);
  }
  const startDay = dayOf(started, zone);
  const to = lastCounting(until, zone);
  return wholeDays(
    deadline !== null
      ? calendar.workingDays(startDay, to, 'EXCLUDE_START')
      : countedDays(reading.runs('EXCLUDE_START'), ANYONE, calendar, firstCounting(startDay, 'EXCLUDE_START'), to),
  );
}

const wholeDays = (days: number): number => Math.max(0, Math.ceil(days));
