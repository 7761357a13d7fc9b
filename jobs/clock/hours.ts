import type { DayNumber, Instant } from '../../sql/vocabulary.ts';
import { dayOf, startOfDay, timeOfDay } from './day.ts';
import type { WorkCalendar } from './work-calendar.ts';
import { offsetAt } from './zone.ts';

/** Opening hours of a working day: wall-clock microseconds since midnight, in order, without overlap. */
export type OpeningHours = readonly { from: number; to: number }[];

/** 08:30–12:00 and 13:30–17:30. */
export const HALL_HOURS = openingHours([
  ['08:30', '12:00'],
  ['13:30', '17:30'],
]);

/** Reads HH:MM pairs; 24:00 is the end of the day. */
export function openingHours(pairs: readonly (readonly [string, string])[]): OpeningHours {
  return pairs.map(([from, to]) => ({ from: minutesOf(from) * 60_000_000, to: minutesOf(to) * 60_000_000 }));
}

/** Microseconds of opening time on working days between two instants, by the zone's wall clock; 0 where `to` is not later. */
export function openTime(
  from: Instant,
  to: Instant,
  hours: OpeningHours,
  calendar: WorkCalendar,
  zone: string,
): number {
  if (to <= from) return 0;
  const first = dayOf(from, zone);
  const last = dayOf(to, zone);
  const wholeDays = calendar.upTo(last - 1) - calendar.upTo(first - 1);
  const afterFirst = calendar.isWorking(first) ? before(timeOfDay(from, zone), hours) : 0;
  const onLast = calendar.isWorking(last) ? before(timeOfDay(to, zone), hours) : 0;
  return wholeDays * lengthOf(hours) - afterFirst + onLast;
}

/** The instant at which `length` microseconds of opening time after `from` are used up. */
export function openUntil(
  from: Instant,
  length: number,
  hours: OpeningHours,
  calendar: WorkCalendar,
  zone: string,
): Instant {
  const day = dayOf(from, zone);
  const daily = lengthOf(hours);
  const begun = calendar.isWorking(day) ? before(timeOfDay(from, zone), hours) : 0;
  // Counted from the opening of the first day: whole days first, the last one never empty.
  const whole = Math.ceil((begun + length) / daily) - 1;
  const rest = begun + length - whole * daily;
  return atOpenTime(calendar.dayAt(calendar.upTo(day - 1) + 1 + whole), rest, hours, zone);
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
