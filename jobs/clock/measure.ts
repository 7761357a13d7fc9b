import type { DayNumber, Instant } from '../../sql/vocabulary.ts';
import { counts, countedDays, nthCountedDay, type Mask } from './count.ts';
import { addMonths, dayOf, lastDayBefore, startOfDay } from './day.ts';
import { openTime, openUntil } from './hours.ts';
import type { DayRun, Held } from './lane.ts';
import type { Rule } from './rule-set.ts';
import { EVERY_DAY, type Convention, type OpeningHours, type WorkCalendar } from './work-calendar.ts';

/** A limit in the form the arithmetic needs. */
export type Limit = {
  value: number;
  unit: Rule['unit'];
  convention: Convention;
  mask: Mask;
  /** null: those of the calendar's halls. */
  hours: OpeningHours | null;
};

/** A stretch of a case that a clock measures: to its stop, or running at `asOf`. */
export type Stretch = { started: Instant; stopped: Instant | null; asOf: Instant };

/** The case's owner lane, in instants and in days of the limit's convention. */
export type Lane = { held: readonly Held[]; runs: readonly DayRun[] };

export type Measured = {
  /** In the limit's unit. */
  used: number;
  /** The instant the limit is used up; null where somebody else holds the ball before that. */
  deadline: Instant | null;
  /** Last day of a limit in days. */
  deadlineDay: DayNumber | null;
  riskAt: Instant | null;
};

const RISK_SHARE = 0.8;
const HOUR = 3_600_000_000;

export function measure(limit: Limit, stretch: Stretch, lane: Lane, calendar: WorkCalendar, zone: string): Measured {
  if (limit.unit === 'working-hour') return measureHours(limit, stretch, lane.held, calendar, zone);
  const { unit, convention, mask } = limit;
  const startDay = dayOf(stretch.started, zone);
  const from = firstCounting(startDay, convention);
  const to = lastCounting(stretch, zone);
  const line = unit === 'working-day' ? calendar : EVERY_DAY;
  const n = limitDays(limit, startDay);
  const known = stretch.stopped === null ? Infinity : to;
  const days = countedDays(lane.runs, mask, line, from, to);

  const last = nthCountedDay(lane.runs, mask, line, from, n, known);
  const deadlineDay = last === null || unit === 'working-day' ? last : calendar.nextWorking(last);
  const deadline = deadlineDay === null ? null : startOfDay(deadlineDay + 1, zone);

  let riskAt: Instant | null = null;
  if (stretch.stopped === null) {
    const risky = Math.ceil(n * RISK_SHARE - 1e-9);
    const nth = unit === 'working-day' ? Math.min(risky, n - 1) : risky;
    const share = nth < 1 ? startDay : nthCountedDay(lane.runs, mask, line, from, nth, known);
    // One working day left, where days of another kind are counted.
    const left = unit === 'working-day' || deadlineDay === null ? null : calendar.dayAt(calendar.upTo(deadlineDay - 1));
    const day = share === null || left === null ? (share ?? left) : Math.min(share, left);
    riskAt = day === null ? null : Math.max(startOfDay(day, zone), stretch.started);
  }
  return { used: unit === 'month' ? monthsOf(startDay, days) : days, deadline, deadlineDay, riskAt };
}

/** The days a limit in days allows; those of a limit in months depend on where it starts. */
export function limitDays({ unit, value }: Limit, startDay: DayNumber): number {
  return unit === 'month' ? addMonths(startDay, value) - startDay : value;
}

/** The first day a clock may count. */
export function firstCounting(startDay: DayNumber, convention: Convention): DayNumber {
  return convention === 'EXCLUDE_START' ? startDay + 1 : startDay;
}

/** The last day a clock may count: its stop's, or the last one begun at `asOf`. */
export function lastCounting({ stopped, asOf }: Omit<Stretch, 'started'>, zone: string): DayNumber {
  return stopped === null ? lastDayBefore(asOf, zone) : dayOf(stopped, zone);
}

/** Days counted in months: the fewest months that hold them. */
function monthsOf(startDay: DayNumber, days: number): number {
  let months = Math.floor(days / 31);
  while (addMonths(startDay, months) - startDay < days) months++;
  return months;
}

/** Opening hours know no first-day convention; a clock is at risk when 80 % of them are used. */
function measureHours(
  { value, mask, hours }: Limit,
  { started, stopped, asOf }: Stretch,
  held: readonly Held[],
  calendar: WorkCalendar,
  zone: string,
): Measured {
  const end = stopped ?? asOf;
  const counted = held.filter((part) => counts(part, mask) && part.to > started);
  const used = counted.reduce(
    (sum, part) => sum + openTime(Math.max(part.from, started), Math.min(part.to, end), hours, calendar, zone),
    0,
  );
  const usedUp = (length: number) => {
    let left = length;
    for (const part of counted) {
      const from = Math.max(part.from, started);
      const to = stopped === null ? part.to : Math.min(part.to, end);
      if (to === Infinity) return openUntil(from, left, hours, calendar, zone);
      const inPart = openTime(from, to, hours, calendar, zone);
      if (left <= inPart) return openUntil(from, left, hours, calendar, zone);
      left -= inPart;
    }
    return stopped === null ? null : openUntil(stopped, left, hours, calendar, zone);
  };
  return {
    used: Math.floor(used / HOUR),
    deadline: usedUp(value * HOUR),
    deadlineDay: null,
    riskAt: stopped === null ? usedUp(value * HOUR * RISK_SHARE) : null,
  };
}
