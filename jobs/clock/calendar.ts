import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { DayNumber } from '../../sql/vocabulary.ts';
import { dayNumber, weekday } from './day.ts';
import type { RuleSet } from './rule-set.ts';
import { makeCalendar, type SpecialDay, type WorkCalendar } from './work-calendar.ts';

/** A version of the Chinese calendar: holidays and make-up days as announced; see `notation` in the files. */
const CalendarFile = Type.Object(
  {
    version: Type.String(),
    name: Type.String(),
    notation: Type.String(),
    /** The version whose years hold where this one has none of its own. */
    base: Type.Optional(Type.String()),
    /** First and last year covered; days outside are provisional. */
    first: Type.Integer(),
    last: Type.Integer(),
    years: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);
type CalendarFile = Static<typeof CalendarFile>;

const found = import.meta.glob<unknown>('./calendars/cn-*.json', { eager: true, import: 'default' });
const files = new Map(
  Object.entries(found).map(([path, content]) => {
    if (!Value.Check(CalendarFile, content)) throw new Error(`${path} is not a calendar: ${firstError(content)}`);
    return [content.version, content];
  }),
);
const built = new Map<string, WorkCalendar>();

/** The newest version of the Chinese calendar. */
export const CHINESE_CALENDAR = '2026';

/**
 * Statutory holidays and make-up days (调休) of China. Beyond the announced years every weekday counts and the day is
 * provisional. Throws for a version that does not exist.
 */
export function chineseCalendar(version: string = CHINESE_CALENDAR): WorkCalendar {
  let calendar = built.get(version);
  if (calendar === undefined) {
    const file = fileOf(version);
    const covered = { first: dayNumber(file.first, 1, 1), last: dayNumber(file.last, 12, 31) };
    calendar = makeCalendar(version, specialDays(file), covered);
    built.set(version, calendar);
  }
  return calendar;
}

/** Monday to Friday, nothing else, never provisional: for logs from elsewhere and for comparison. */
export const WEEKDAYS: WorkCalendar = makeCalendar('weekdays', new Map(), { first: -Infinity, last: Infinity });

/** The calendar a rule set counts by. */
export function calendarOf(
  { calendar }: Pick<RuleSet, 'calendar'>,
  usual: WorkCalendar = chineseCalendar(),
): WorkCalendar {
  return calendar === 'weekdays' ? WEEKDAYS : usual;
}

function fileOf(version: string): CalendarFile {
  const file = files.get(version);
  if (file === undefined) throw new RangeError(`no calendar "${version}"; there are ${[...files.keys()].join(', ')}`);
  return file;
}

function specialDays(file: CalendarFile): Map<DayNumber, SpecialDay> {
  const years = { ...(file.base === undefined ? {} : fileOf(file.base).years), ...file.years };
  const days = new Map<DayNumber, SpecialDay>();
  for (const [year, holidays] of Object.entries(years)) {
    if (Number(year) < file.first || Number(year) > file.last) continue;
    for (const [name, words] of Object.entries(holidays)) {
      for (const word of words.split(' ')) {
        const makeUp = word.startsWith('+');
        const [from, to = from] = (makeUp ? word.slice(1) : word).split('/').map((text) => dayIn(year, text));
        for (let day = from!; day <= to!; day++) {
          // An announced working day that is a weekday anyhow needs no mention.
          if (!makeUp) days.set(day, { kind: 'holiday', name });
          else if (weekday(day) > 4) days.set(day, { kind: 'make-up', name });
        }
      }
    }
  }
  return days;
}

function dayIn(year: string, monthAndDay: string): DayNumber {
  const [month, day] = monthAndDay.split('-').map(Number);
  return dayNumber(Number(year), month!, day!);
}

function firstError(content: unknown): string {
  const [error] = Value.Errors(CalendarFile, content);
  return error === undefined ? 'unknown' : `${error.instancePath} ${error.message}`;
}
