import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chineseCalendar, WEEKDAYS } from '../../../jobs/clock/calendar.ts';
import { dateText, dayNumber, parseDate } from '../../../jobs/clock/day.ts';
import { openingHours, openTime } from '../../../jobs/clock/hours.ts';

const calendar = chineseCalendar();
const due = (from: string, limit: number, convention: 'EXCLUDE_START' | 'INCLUDE_START', version?: string) =>
  dateText(chineseCalendar(version).deadlineDay(parseDate(from), limit, convention));

describe('deadlines after awkward acceptance days (domain §3)', () => {
  it.each([
    ['2026-02-13', 5, '2026-02-27', '2026-02-26', '2026-02-20'],
    ['2026-02-14', 3, '2026-02-26', '2026-02-25', '2026-02-18'],
    ['2026-09-24', 3, '2026-09-30', '2026-09-29', '2026-09-29'],
    ['2026-09-29', 6, '2026-10-13', '2026-10-12', '2026-10-07'],
    ['2026-10-01', 5, '2026-10-13', '2026-10-13', '2026-10-08'],
    ['2025-01-24', 10, '2025-02-13', '2025-02-12', '2025-02-07'],
    ['2025-09-30', 22, '2025-11-06', '2025-11-05', '2025-10-30'],
    ['2024-12-27', 10, '2025-01-13', '2025-01-10', '2025-01-10'],
    ['2020-01-20', 10, '2020-02-11', '2020-02-10', '2020-02-03'],
  ])('%s and %i working days', (accepted, limit, excluded, included, weekdaysOnly) => {
    expect(due(accepted, limit, 'EXCLUDE_START')).toBe(excluded);
    expect(due(accepted, limit, 'INCLUDE_START')).toBe(included);
    expect(dateText(WEEKDAYS.deadlineDay(parseDate(accepted), limit, 'EXCLUDE_START'))).toBe(weekdaysOnly);
  });

  it('the calendar before the amendment of 27 January 2020 gives another day', () => {
    expect(due('2020-01-20', 10, 'EXCLUDE_START', '2019-11')).toBe('2020-02-07');
  });
});

it('has the announced number of working days in every year', () => {
  const announced: Record<number, number> = {
    2016: 250,
    2017: 249,
    2018: 250,
    2019: 250,
    2020: 249,
    2021: 250,
    2022: 249,
    2023: 249,
    2024: 251,
    2025: 248,
    2026: 248,
  };
  const counted = Object.keys(announced).map((year) => [
    year,
    calendar.workingDays(dayNumber(+year, 1, 1), dayNumber(+year, 12, 31), 'INCLUDE_START'),
  ]);
  expect(Object.fromEntries(counted)).toEqual(announced);
});

it('names holidays and make-up days and calls days beyond the announced years provisional', () => {
  const kind = (date: string) => calendar.kindOf(parseDate(date));
  expect(kind('2026-10-06')).toEqual({ kind: 'holiday', name: '国庆节', provisional: false });
  expect(kind('2026-09-20')).toEqual({ kind: 'make-up', name: '国庆节', provisional: false });
  expect(kind('2026-09-19')).toEqual({ kind: 'rest', name: '', provisional: false });
  expect(kind('2026-12-31')).toEqual({ kind: 'working', name: '', provisional: false });
  expect(kind('2027-01-01')).toEqual({ kind: 'working', name: '', provisional: true });
  expect(kind('2003-10-01').provisional).toBe(true);
  expect(chineseCalendar('2019-11').kindOf(parseDate('2021-02-12')).provisional).toBe(true);
});

it('moves a calendar-day limit that ends on a rest day to the next working day', () => {
  const last = (from: string, days: number) =>
    dateText(calendar.calendarDeadline(parseDate(from), days, 'EXCLUDE_START'));
  expect(last('2026-09-20', 10)).toBe('2026-09-30');
  expect(last('2026-09-21', 10)).toBe('2026-10-08');
  expect(dateText(calendar.calendarDeadline(parseDate('2026-09-21'), 10, 'INCLUDE_START'))).toBe('2026-09-30');
});

it('ends a limit in months on the same day, or on the last of a shorter month', () => {
  expect(dateText(calendar.monthDeadline(parseDate('2025-08-29'), 1))).toBe('2025-09-29');
  expect(dateText(calendar.monthDeadline(parseDate('2025-10-31'), 1))).toBe('2025-12-01');
  expect(dateText(calendar.monthDeadline(parseDate('2025-12-31'), 2))).toBe('2026-02-28');
});

it('counts weekdays far outside its table as a walk over the days does', () => {
  for (const [from, to] of [
    ['1899-12-28', '1900-03-01'],
    ['1979-12-20', '1980-02-01'],
    ['2059-12-20', '2060-02-10'],
    ['2199-01-01', '2199-03-05'],
  ] as const) {
    const days: number[] = [];
    for (let day = parseDate(from) + 1; day <= parseDate(to); day++) if (calendar.isWorking(day)) days.push(day);
    expect(calendar.workingDays(parseDate(from), parseDate(to), 'EXCLUDE_START')).toBe(days.length);
    expect(calendar.deadlineDay(parseDate(from), days.length, 'EXCLUDE_START')).toBe(days.at(-1));
  }
});

it('refuses a version that does not exist by name', () => {
  expect(() => chineseCalendar('1998')).toThrow(/no calendar "1998"; there are 2019-11, 2026/);
});

const answersPath = '../shared/logs/answers/business_hours_cn_calendar.json';
const calendarsPath = '../shared/calendars';

describe.skipIf(!existsSync(answersPath))('working time of real timestamps (skipped without ../shared/logs)', () => {
  type Pair = { from: string; to: string } & Record<string, number | boolean>;
  type Answers = {
    years: Record<string, { working_days: number; by_month: number[] }>;
    pairs: Pair[];
    deadlines_n_working_days_after_start_day: Record<string, string>[];
  };
  const answers = existsSync(answersPath) ? (JSON.parse(readFileSync(answersPath, 'utf8')) as Answers) : null;
  const instant = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) * 1000;

  it('agrees on all 618 pairs, by days and by both patterns of hours', () => {
    const office = openingHours([['09:00', '17:00']]);
    const hall = openingHours([
      ['08:30', '12:00'],
      ['14:00', '17:30'],
    ]);
    const pairs = answers!.pairs;
    expect(pairs.length).toBe(618);
    const ours = pairs.map(({ from, to, source }) => {
      const [start, end] = [instant(from), instant(to)];
      const [first, last] = [parseDate(from.slice(0, 10)), parseDate(to.slice(0, 10))];
      return {
        from,
        to,
        source,
        calendar_days_elapsed: last - first,
        elapsed_seconds: (end - start) / 1e6,
        cn_working_days_after_start_day: calendar.workingDays(first, last, 'EXCLUDE_START'),
        cn_working_days_both_ends: calendar.workingDays(first, last, 'INCLUDE_START'),
        start_day_is_working: calendar.isWorking(first),
        end_day_is_working: calendar.isWorking(last),
        cn_seconds_0900_1700: openTime(start, end, office, calendar, 'UTC') / 1e6,
        cn_seconds_0830_1200_1400_1730: openTime(start, end, hall, calendar, 'UTC') / 1e6,
      };
    });
    expect(ours).toEqual(pairs);
  });

  it('agrees on all 12 sets of deadlines', () => {
    const sets = answers!.deadlines_n_working_days_after_start_day;
    expect(sets.length).toBe(12);
    const ours = sets.map((set) =>
      Object.fromEntries(
        Object.keys(set).map((key) => {
          const limit = /^plus_(\d+)_/.exec(key)?.[1];
          return [key, limit === undefined ? set.start : due(set.start!, Number(limit), 'EXCLUDE_START')];
        }),
      ),
    );
    expect(ours).toEqual(sets);
  });

  it('agrees on the working days of every month', () => {
    for (const [year, { working_days, by_month }] of Object.entries(answers!.years)) {
      const months = by_month.map((_, month) =>
        calendar.workingDays(dayNumber(+year, month + 1, 1), dayNumber(+year, month + 2, 0), 'INCLUDE_START'),
      );
      expect({ year, months }).toEqual({ year, months: by_month });
      expect(months.reduce((sum, days) => sum + days)).toBe(working_days);
    }
  });
});

it.skipIf(!existsSync(calendarsPath))('agrees with holiday-cn day by day (skipped without ../shared/calendars)', () => {
  type Year = { days: { date: string; isOffDay: boolean }[] };
  const named = new Map<string, boolean>();
  for (const name of readdirSync(calendarsPath).filter((file) => /^\d{4}\.json$/.test(file))) {
    const year = JSON.parse(readFileSync(`${calendarsPath}/${name}`, 'utf8')) as Year;
    for (const { date, isOffDay } of year.days) named.set(date, isOffDay);
  }
  const differing: string[] = [];
  for (let day = dayNumber(2007, 1, 1); day <= dayNumber(2026, 12, 31); day++) {
    const off = named.get(dateText(day)) ?? !WEEKDAYS.isWorking(day);
    if (calendar.isWorking(day) === off) differing.push(dateText(day));
  }
  expect(differing).toEqual([]);
});
