import type { DayNumber } from '../../sql/vocabulary.ts';
import { dateText } from '../clock/day.ts';
import type { WorkCalendar } from '../clock/work-calendar.ts';
import type { FileNote } from './wording/note-words.ts';

const SHOWN = 40;
const named = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ', …' : '');

/** The units that every file before named and this one does not. */
export function absentUnits(usual: readonly string[], units: readonly string[]): FileNote[] {
  const there = new Set(units);
  const absent = usual.filter((unit) => !there.has(unit));
  if (units.length === 0 || absent.length === 0) return [];
  return [{ code: 'fewer-units', n: absent.length, value: named(absent) }];
}

/** So many of the same weekday in a row must have come before the next one is expected to. */
const USUAL_WEEKS = 3;
/** Farther back nothing is expected. */
const MOST_DAYS = 366;

/**
 * The days that neither this file nor one before it brought, although the same weekday of each of the weeks before was there
 * and was as much of a working day: between its own days, and since the latest day of the files `before`.
 */
export function absentDays(
  before: ReadonlySet<DayNumber>,
  own: ReadonlySet<DayNumber>,
  { isWorking }: Pick<WorkCalendar, 'isWorking'>,
): FileNote[] {
  if (own.size === 0) return [];
  const last = Math.max(...own);
  const first = Math.min(...own, before.size === 0 ? last : Math.max(...before) + 1);
  const there = (day: DayNumber) => own.has(day) || before.has(day);
  const absent: string[] = [];
  for (let day = Math.max(first, last - MOST_DAYS); day < last; day++) {
    const weeks = Array.from({ length: USUAL_WEEKS }, (_, i) => day - 7 * (i + 1));
    const alike = (other: DayNumber) => there(other) && isWorking(other) === isWorking(day);
    if (!there(day) && weeks.every(alike)) absent.push(dateText(day));
  }
  return absent.length === 0 ? [] : [{ code: 'absent-days', n: absent.length, value: named(absent) }];
}
