import type { DayNumber, Instant } from '../../sql/vocabulary.ts';
import { changeNear, DAY, offsetAt } from './zone.ts';

/** The calendar day of `zone` in which an instant lies. */
export function dayOf(at: Instant, zone: string): DayNumber {
  return Math.floor((at + offsetAt(at, zone)) / DAY);
}

/**
 * The first instant of a day in `zone`; with `day + 1` its 24:00. Where the clocks jump over midnight the day begins
 * at the jump, where midnight comes twice at the first one.
 */
export function startOfDay(day: DayNumber, zone: string): Instant {
  const wall = day * DAY;
  const before = wall - offsetAt(wall - DAY, zone);
  const after = wall - offsetAt(wall + DAY, zone);
  if (before === after || offsetAt(before, zone) === wall - before) return before;
  return offsetAt(after, zone) === wall - after ? after : changeNear(after, zone);
}

/** The first day that begins at or after an instant: who holds the ball from then on has it when that day begins. */
export function dayFrom(at: Instant, zone: string): DayNumber {
  return dayOf(at - 1, zone) + 1;
}

/** The last day of which an instant leaves nothing open: 24:00 of a day belongs to that day. */
export function lastDayBefore(at: Instant, zone: string): DayNumber {
  return dayOf(at - 1, zone);
}

/** Microseconds since the wall clock's midnight. */
export function timeOfDay(at: Instant, zone: string): number {
  const wall = at + offsetAt(at, zone);
  return wall - Math.floor(wall / DAY) * DAY;
}

export type Civil = { year: number; month: number; day: number };

/** Proleptic Gregorian date of a day number; months from 1. */
export function civilOf(day: DayNumber): Civil {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function dayNumber(year: number, month: number, day: number): DayNumber {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}

/** 0 Monday … 6 Sunday. */
export function weekday(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The same day `months` later, or that month's last day where it is shorter. */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, day: dayOfMonth } = civilOf(day);
  const last = dayNumber(year, month + months + 1, 0);
  return Math.min(dayNumber(year, month + months, dayOfMonth), last);
}

/** YYYY-MM-DD. */
export function dateText(day: DayNumber): string {
  return new Date(day * 86_400_000).toISOString().slice(0, -14);
}

/** Reads YYYY-MM-DD; throws a RangeError that names anything else, impossible dates included. */
export function parseDate(text: string): DayNumber {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = found === null ? NaN : dayNumber(Number(found[1]), Number(found[2]), Number(found[3]));
  if (Number.isNaN(day) || dateText(day) !== text) throw new RangeError(`"${text}" is not a date YYYY-MM-DD`);
  return day;
}

/** ISO 8601 with the zone's offset, to the second, with a fraction only where there is one: 2026-10-21T16:20:00+08:00. */
export function isoText(at: Instant, zone: string): string {
  const offset = offsetAt(at, zone);
  const micros = (((at % 1_000_000) + 1_000_000) % 1_000_000).toString().padStart(6, '0').replace(/0+$/, '');
  const wall = new Date(Math.floor((at + offset) / 1_000_000) * 1000).toISOString().slice(0, -5);
  const minutes = Math.round(Math.abs(offset) / 60_000_000);
  const two = (n: number) => n.toString().padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${wall}${micros && `.${micros}`}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
