import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { DayNumber } from '../../sql/vocabulary.ts';
import { dayNumber, parseDate, weekday } from './day.ts';
import type { SpecialDay } from './work-calendar.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Intervals = Type.Array(
  Type.Tuple([
    Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
    Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' }),
  ]),
);

/** The code of the statutory calendar; every other code is one of a unit subtree. */
export const STATUTORY = 'cn';

/** A version of a calendar as written down; see `notation` in the files. */
export const CalendarFile = Type.Object(
  {
    /** cn, or a name of one's own for a calendar of some units. */
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: '^[^+@\\s]+$' })),
    version: Type.String({ minLength: 1, maxLength: 40, pattern: '^[^+@\\s]+$' }),
    name: Type.String(),
    notation: Type.Optional(Type.String()),
    /** The version of the same code whose years hold where this one has none of its own. */
    base: Type.Optional(Type.String()),
    /** Codes of the units it holds for, each with all below it; the statutory one holds everywhere. */
    units: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    /** First and last year announced, of the statutory calendar; days outside are provisional. */
    first: Type.Optional(Type.Integer({ minimum: 1980, maximum: 2059 })),
    last: Type.Optional(Type.Integer({ minimum: 1980, maximum: 2059 })),
    /** Year → name → days off and days open, as `MM-DD`, `MM-DD/MM-DD`, `+MM-DD`. */
    years: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{4}$' }), Type.Record(Type.String(), Type.String()))),
    /** Opening hours of the halls, each entry from its day on until the next one begins. */
    hours: Type.Optional(
      Type.Array(
        Type.Object(
          {
            from: Type.Union([Day, Type.Null()]),
            working: Intervals,
            /** Halls that open on rest days and holidays too. */
            rest: Type.Optional(Intervals),
            dates: Type.Optional(Type.Record(Day, Intervals)),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { additionalProperties: false },
);
export type CalendarFile = Static<typeof CalendarFile>;

export const codeOf = ({ code }: CalendarFile): string => code ?? STATUTORY;

/** Reads a calendar somebody wrote. Throws a RangeError that says what is wrong with it and where. */
export function readCalendarFile(content: unknown, known: readonly CalendarFile[]): CalendarFile {
  if (!Value.Check(CalendarFile, content)) {
    const [error] = Value.Errors(CalendarFile, content);
    throw new RangeError(`${error?.instancePath || 'the calendar'} ${error?.message ?? 'is not a calendar'}`);
  }
  const code = codeOf(content);
  if (known.some((one) => codeOf(one) === code && one.version === content.version))
    throw new RangeError(`version "${content.version}" of calendar "${code}" is there already; versions never change`);
  if (code === STATUTORY && (content.units || content.first === undefined || content.last === undefined))
    throw new RangeError('the statutory calendar names its first and last announced year and no units');
  if (code !== STATUTORY && !content.units) throw new RangeError(`calendar "${code}" names no units`);
  const base =
    content.base === undefined ? null : known.find((one) => codeOf(one) === code && one.version === content.base);
  if (base === undefined)
    throw new RangeError(`there is no version "${content.base}" of calendar "${code}" to build on`);
  const { base: _built, ...own } = content;
  const whole = {
    ...own,
    years: { ...base?.years, ...own.years },
    ...((own.hours ?? base?.hours) ? { hours: own.hours ?? base?.hours } : {}),
  };
  const days = specialDays(whole);
  if (code === STATUTORY && ![...days.keys()].some((day) => day >= dayNumber(whole.last!, 1, 1)))
    throw new RangeError(`years/${whole.last} names no holiday: announce the year, or end with the one before`);
  for (const { from, working, rest = [], dates = {} } of whole.hours ?? []) {
    if (from !== null) parseDate(from);
    for (const intervals of [working, rest, ...Object.values(dates)]) checkIntervals(intervals);
    for (const date of Object.keys(dates)) parseDate(date);
  }
  return whole;
}

/** Days off and days open beyond what the weekday says. Throws a RangeError for a day that does not exist. */
export function specialDays({
  first = -Infinity,
  last = Infinity,
  years = {},
}: CalendarFile): Map<DayNumber, SpecialDay> {
  const days = new Map<DayNumber, SpecialDay>();
  for (const [year, holidays] of Object.entries(years)) {
    if (Number(year) < first || Number(year) > last) continue;
    for (const [name, words] of Object.entries(holidays)) {
      for (const word of words.split(' ').filter(Boolean)) {
        const makeUp = word.startsWith('+');
        const [from, to = from] = (makeUp ? word.slice(1) : word)
          .split('/')
          .map((text) => parseDate(`${year}-${text}`));
        if (from! > to!) throw new RangeError(`years/${year}/${name}: "${word}" ends before it begins`);
        for (let day = from!; day <= to!; day++) {
          // An announced working day that is a weekday anyhow needs no mention, unless another calendar closes it.
          if (!makeUp) days.set(day, { kind: 'holiday', name });
          else if (weekday(day) > 4 || first === -Infinity) days.set(day, { kind: 'make-up', name });
        }
      }
    }
  }
  return days;
}

function checkIntervals(intervals: readonly (readonly [string, string])[]): void {
  let before = '';
  for (const [from, to] of intervals) {
    if (from >= to || from < before) throw new RangeError(`hours ${from}–${to} are not in order or overlap`);
    before = to;
  }
}
