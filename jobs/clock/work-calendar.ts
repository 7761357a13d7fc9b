import type { DayNumber } from '../../sql/vocabulary.ts';
import { addMonths, dayNumber, weekday } from './day.ts';

/** The first-day conventions of domain §3: the start day is not counted / is day 1 where it is a working day. */
export type Convention = 'EXCLUDE_START' | 'INCLUDE_START';

/** Opening hours of a day: wall-clock microseconds since midnight, in order, without overlap. */
export type OpeningHours = readonly { from: number; to: number }[];

/** When the halls are open on a day, several intervals long; on a rest day mostly not at all. */
export type Hall = { on(day: DayNumber, working: boolean): OpeningHours };

export type DayKind = 'working' | 'rest' | 'make-up' | 'holiday';
export type SpecialDay = { kind: 'make-up' | 'holiday'; name: string };

/** Days that count one by one, each with its place in line: what working-day and calendar-day limits share. */
export type Counted = {
  /** Counted days up to and including `day`; only differences mean anything. */
  upTo(day: DayNumber): number;
  /** The day on which `upTo` reaches `count`. */
  dayAt(count: number): DayNumber;
};

export type WorkCalendar = Counted & {
  readonly version: string;
  /** Of this calendar and all those of units under it; what judged verdicts keep. */
  readonly versions: string;
  /** Opening hours of the halls; null: nobody has said. */
  readonly hall: Hall | null;
  /** The calendar of a unit, by its codes from the highest down; left out where no unit has one of its own. */
  readonly at?: (unitPath: readonly string[]) => WorkCalendar;
  isWorking(day: DayNumber): boolean;
  /** Kind and, of holidays and make-up days, the holiday's name. Provisional: outside the announced years. */
  kindOf(day: DayNumber): { kind: DayKind; name: string; provisional: boolean };
  isProvisional(day: DayNumber): boolean;
  /** Some day from `from` to `to` is provisional: a calendar has no gap but before its first and after its last day. */
  isGuessed(from: DayNumber, to: DayNumber): boolean;
  /** Working days in (from, to] or [from, to]; 0 where `to` is before `from`. */
  workingDays(from: DayNumber, to: DayNumber, convention: Convention): number;
  /** The last day of a limit in working days. */
  deadlineDay(start: DayNumber, limit: number, convention: Convention): DayNumber;
  /** The day itself or the next working day. */
  nextWorking(day: DayNumber): DayNumber;
  /** The last day of a limit in calendar days; one that ends on a rest day moves to the next working day (Civil Code art. 203). */
  calendarDeadline(start: DayNumber, limit: number, convention: Convention): DayNumber;
  /** The last day of a limit in months, moved likewise; a month that is too short ends on its last day. */
  monthDeadline(start: DayNumber, months: number): DayNumber;
};

/** Days with a table; before and after it there is no holiday and weekdays are counted by arithmetic. */
const TABLE_FROM = dayNumber(1980, 1, 1);
const TABLE_TO = dayNumber(2060, 1, 1);

/** Every calendar day counts. */
export const EVERY_DAY: Counted = { upTo: (day) => day, dayAt: (count) => count };

export function makeCalendar(
  version: string,
  special: ReadonlyMap<DayNumber, SpecialDay>,
  covered: { first: DayNumber; last: DayNumber },
  more: Partial<Pick<WorkCalendar, 'versions' | 'hall' | 'at'>> = {},
): WorkCalendar {
  const isWorking = (day: DayNumber) => {
    const kind = special.get(day)?.kind;
    return kind === undefined ? weekday(day) < 5 : kind === 'make-up';
  };
  const base = weekdaysUpTo(TABLE_FROM - 1);
  const sums = new Int32Array(TABLE_TO - TABLE_FROM);
  const workingDaysInTable: DayNumber[] = [];
  for (let day = TABLE_FROM, sum = base; day < TABLE_TO; day++) {
    if (isWorking(day)) {
      sum++;
      workingDaysInTable.push(day);
    }
    sums[day - TABLE_FROM] = sum;
  }
  const atEnd = base + workingDaysInTable.length;

  const upTo = (day: DayNumber) => {
    if (day < TABLE_FROM) return weekdaysUpTo(day);
    return sums[day - TABLE_FROM] ?? atEnd + weekdaysUpTo(day) - weekdaysUpTo(TABLE_TO - 1);
  };
  const dayAt = (count: number) => {
    if (count <= base) return weekdayAt(count);
    return workingDaysInTable[count - base - 1] ?? weekdayAt(weekdaysUpTo(TABLE_TO - 1) + count - atEnd);
  };
  const nextWorking = (day: DayNumber) => (isWorking(day) ? day : dayAt(upTo(day) + 1));
  const isProvisional = (day: DayNumber) => day < covered.first || day > covered.last;

  return {
    version,
    versions: version,
    hall: null,
    ...more,
    isWorking,
    upTo,
    dayAt,
    nextWorking,
    isProvisional,
    isGuessed: (from, to) => from < covered.first || to > covered.last,
    kindOf: (day) => {
      const known = special.get(day);
      const provisional = isProvisional(day);
      if (known !== undefined) return { ...known, provisional };
      return { kind: weekday(day) < 5 ? 'working' : 'rest', name: '', provisional };
    },
    workingDays: (from, to, convention) =>
      Math.max(0, upTo(to) - upTo(convention === 'EXCLUDE_START' ? from : from - 1)),
    deadlineDay: (start, limit, convention) => dayAt(upTo(convention === 'EXCLUDE_START' ? start : start - 1) + limit),
    calendarDeadline: (start, limit, convention) =>
      nextWorking(start + (convention === 'EXCLUDE_START' ? limit : limit - 1)),
    monthDeadline: (start, months) => nextWorking(addMonths(start, months)),
  };
}

/** The first day on which two calendars differ in kind, announcement or hours, between 1980 and 2060; null: none. */
export function firstDifference(one: WorkCalendar, other: WorkCalendar): DayNumber | null {
  for (let day = TABLE_FROM; day < TABLE_TO; day++) {
    const [a, b] = [one.kindOf(day), other.kindOf(day)];
    const same = a.kind === b.kind && a.name === b.name && a.provisional === b.provisional;
    if (!same || !sameHours(one, other, day)) return day;
  }
  return null;
}

function sameHours(one: WorkCalendar, other: WorkCalendar, day: DayNumber): boolean {
  const open = ({ hall, isWorking }: WorkCalendar) => hall && hall.on(day, isWorking(day));
  return one.hall === other.hall || JSON.stringify(open(one)) === JSON.stringify(open(other));
}

/** Mondays to Fridays from Monday 1969-12-29 up to and including a day. */
function weekdaysUpTo(day: DayNumber): number {
  const inWeek = weekday(day);
  return ((day - inWeek + 3) / 7) * 5 + Math.min(inWeek + 1, 5);
}

function weekdayAt(count: number): DayNumber {
  const week = Math.floor((count - 1) / 5);
  return week * 7 - 3 + (count - 1 - week * 5);
}
