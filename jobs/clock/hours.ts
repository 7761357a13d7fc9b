import type { DayNumber, Instant } from '../../sql/vocabulary.ts';
import { dayOf, startOfDay, timeOfDay } from './day.ts';
import type { OpeningHours, WorkCalendar } from './work-calendar.ts';
import { offsetAt } from './zone.ts';

/** 08:30–12:00 and 13:30–17:30. */
export const HALL_HOURS = openingHours([
  ['08:30', '12:00'],
  ['13:30', '17:30'],
]);

/** No limit in hours lasts longer. */
const LONGEST_DAYS = 4000;

/** Reads HH:MM pairs; 24:00 is the end of the day. */
export function openingHours(pairs: readonly (readonly [string, string])[]): OpeningHours {
  return pairs.map(([from, to]) => ({ from: minutesOf(from) * 60_000_000, to: minutesOf(to) * 60_000_000 }));
}

/**
 * Microseconds of opening time between two instants, by the zone's wall clock; 0 where `to` is not later. `hours` hold on
 * every working day; null: the hours of the calendar's halls, else the usual ones.
 */
export function openTime(
  from: Instant,
  to: Instant,
  hours: OpeningHours | null,
  calendar: WorkCalendar,
  zone: string,
): number {
  if (to <= from) return 0;
  const first = dayOf(from, zone);
  const last = dayOf(to, zone);
  if (hours === null && calendar.hall !== null) {
    let sum = -before(timeOfDay(from, zone), openOn(first, calendar));
    for (let day = first; day < last; day++) sum += lengthOf(openOn(day, calendar));
    return sum + before(timeOfDay(to, zone), openOn(last, calendar));
  }
  hours ??= HALL_HOURS;
  const wholeDays = calendar.upTo(last - 1) - calendar.upTo(first - 1);
  const afterFirst = calendar.isWorking(first) ? before(timeOfDay(from, zone), hours) : 0;
  const onLast = calendar.isWorking(last) ? before(timeOfDay(to, zone), hours) : 0;
  return wholeDays * lengthOf(hours) - afterFirst + onLast;
}

/** The instant at which `length` microseconds of opening time after `from` are used up. */
export function openUntil(
  from: Instant,
  length: number,
  hours: OpeningHours | null,
  calendar: WorkCalendar,
  zone: string,
): Instant {
  const day = dayOf(from, zone);
  if (hours === null && calendar.hall !== null) {
    let left = before(timeOfDay(from, zone), openOn(day, calendar)) + length;
    for (let at = day; at < day + LONGEST_DAYS; at++) {
      const open = openOn(at, calendar);
      if (left <= lengthOf(open)) return atOpenTime(at, left, open, zone);
      left -= lengthOf(open);
    }
    throw new RangeError(`calendar ${calendar.version} has halls that do not open for ${LONGEST_DAYS} days`);
  }
  hours ??= HALL_HOURS;
  const daily = lengthOf(hours);
  const begun = calendar.isWorking(day) ? before(timeOfDay(from, zone), hours) : 0;
  // Counted from the opening of the first day: whole days first, the last one never empty.
  const whole = Math.ceil((begun + length) / daily) - 1;
  const rest = begun + length - whole * daily;
  return atOpenTime(calendar.dayAt(calendar.upTo(day - 1) + 1 + whole), rest, hours, zone);
}

function openOn(day: DayNumber, calendar: WorkCalendar): OpeningHours {
  return calendar.hall!.on(day, calendar.isWorking(day));
}

function atOpenTime(day: DayNumber, used: number, hours: OpeningHours, zone: string): Instant {
  let left = used;
  let wall = 0;
  for (const { from, to } of hours) {
    wall = from + Math.min(left, to - from);
    if (left <= to - from) break;
    left -= to - from;
  }
  const guess = startOfDay(day, zone) + wall;
  return guess + offsetAt(startOfDay(day, zone), zone) - offsetAt(guess, zone);
}

/** Opening time of a working day before a wall-clock time. */
function before(time: number, hours: OpeningHours): number {
  return hours.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(time, to) - from), 0);
}

function lengthOf(hours: OpeningHours): number {
  return hours.reduce((sum, { from, to }) => sum + to - from, 0);
}

function minutesOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number);
  return hour! * 60 + minute!;
}
