import { describe, expect, it } from 'vitest';
import { calendarOfVersions, chineseCalendar, currentCalendar, SHIPPED } from '../../../jobs/clock/calendar.ts';
import { readCalendarFile, type CalendarFile } from '../../../jobs/clock/calendar-file.ts';
import { dateText, parseDate } from '../../../jobs/clock/day.ts';
import { openTime, openUntil } from '../../../jobs/clock/hours.ts';
import { firstDifference } from '../../../jobs/clock/work-calendar.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`) * 1000;
const wall = (instant: number) => new Date(instant / 1000 + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
/** Invented: nobody has announced 2027 yet. */
const NEXT = {
  version: '2027',
  name: '2027',
  base: '2026',
  first: 2004,
  last: 2027,
  years: { '2027': { 元旦: '01-01/01-03', 春节: '02-05/02-12 +02-13' } },
};
const LOCAL = {
  code: 'gx',
  version: '1',
  name: '广西三月三',
  units: ['45'],
  years: { '2026': { 三月三: '04-20/04-21', 停业: '07-01', 加班: '+05-03' } },
  hours: [
    {
      from: null,
      working: [
        ['08:30', '12:00'],
        ['13:30', '17:30'],
      ],
    },
    {
      from: '2026-07-01',
      working: [
        ['08:00', '11:30'],
        ['15:00', '18:00'],
      ],
      rest: [['09:00', '11:00']],
      dates: { '2026-07-06': [] },
    },
  ],
};
const read = (content: unknown, known: readonly CalendarFile[] = SHIPPED) => readCalendarFile(content, known);
const due = (calendar: ReturnType<typeof chineseCalendar>, from: string, limit: number) =>
  dateText(calendar.deadlineDay(parseDate(from), limit, 'EXCLUDE_START'));

describe('a calendar somebody loads', () => {
  it('goes on where the one it builds on ends, and moves what crossed into the unannounced year', () => {
    const next = currentCalendar([read(NEXT)]);
    expect(next.versions).toBe('2027');
    const old = chineseCalendar();
    expect([due(old, '2026-12-28', 6), due(next, '2026-12-28', 6)]).toEqual(['2027-01-05', '2027-01-06']);
    expect(old.isGuessed(parseDate('2026-12-28'), parseDate('2027-01-05'))).toBe(true);
    expect(next.isGuessed(parseDate('2026-12-28'), parseDate('2027-01-06'))).toBe(false);
    expect(due(next, '2025-09-30', 22)).toBe('2025-11-06');
    expect(dateText(firstDifference(old, next)!)).toBe('2027-01-01');
    expect(firstDifference(next, next)).toBeNull();
  });

  it('answers by each version: the 2020 amendment moved the deadline of 20 January', () => {
    const amended = calendarOfVersions(SHIPPED, '2026');
    const before = calendarOfVersions(SHIPPED, '2019-11');
    expect([due(before, '2020-01-20', 10), due(amended, '2020-01-20', 10)]).toEqual(['2020-02-07', '2020-02-11']);
    // It made 31 January, a working day till then, a holiday; so it looked on the day it was announced.
    expect(
      dateText(
        firstDifference(
          { ...before, isProvisional: () => false, kindOf: (day) => ({ ...before.kindOf(day), provisional: false }) },
          { ...amended, kindOf: (day) => ({ ...amended.kindOf(day), provisional: false }) },
        )!,
      ),
    ).toBe('2020-01-31');
  });

  it('holds for its units and all below, and adds closures and open days of their own', () => {
    const calendar = currentCalendar([read(NEXT), read(LOCAL)]);
    expect(calendar.versions).toBe('2027+gx@1');
    const own = calendar.at!(['0', '45', '4501']);
    expect([calendar.at!(['0', '44']).version, own.version]).toEqual(['2027', '2027+gx@1']);
    const working = (day: string) => [calendar.isWorking(parseDate(day)), own.isWorking(parseDate(day))];
    expect(working('2026-04-20')).toEqual([true, false]);
    expect(working('2026-07-01')).toEqual([true, false]);
    expect(working('2026-05-03')).toEqual([false, true]);
    expect(own.kindOf(parseDate('2026-04-21'))).toEqual({ kind: 'holiday', name: '三月三', provisional: false });
    expect(own.isProvisional(parseDate('2028-01-03'))).toBe(true);
    expect(calendarOfVersions([...SHIPPED, read(NEXT), read(LOCAL)], '2027+gx@1').at!(['45']).version).toBe(
      '2027+gx@1',
    );
    expect(() => calendarOfVersions(SHIPPED, '2027')).toThrow(/no version "2027" of calendar "cn"/);
  });

  it('lets the deeper unit go before the one above it', () => {
    const county = {
      code: 'a-county',
      version: '1',
      name: '县',
      units: ['4501'],
      years: { '2026': { 加班: '+04-20', 停业: '07-02' } },
    };
    const calendar = currentCalendar([read(LOCAL), read(county)]);
    const own = calendar.at!(['45', '4501']);
    const above = calendar.at!(['45', '4502']);
    const working = (day: string) => [above.isWorking(parseDate(day)), own.isWorking(parseDate(day))];
    expect(own.version).toBe('2026+gx@1+a-county@1');
    expect([working('2026-04-20'), working('2026-07-02'), working('2026-04-21')]).toEqual([
      [false, true],
      [true, false],
      [false, false],
    ]);
  });

  it('counts hours by several intervals a day, from the day they hold on, also on rest days', () => {
    const own = currentCalendar([read(LOCAL)]).at!(['45']);
    const hours = (from: string, to: string) => openTime(at(from), at(to), null, own, ZONE) / 3_600e6;
    expect(hours('2026-06-30T08:00', '2026-06-30T20:00')).toBe(7.5);
    expect(hours('2026-07-02T08:00', '2026-07-02T16:00')).toBe(4.5);
    // Saturday and Sunday two hours each; Monday 6 July the hall is closed.
    expect(hours('2026-07-03T17:00', '2026-07-07T09:00')).toBe(1 + 2 + 2 + 0 + 1);
    expect(wall(openUntil(at('2026-07-03T17:00'), 5.5 * 3_600e6, null, own, ZONE))).toBe('2026-07-07 08:30');
    // The usual hours where nobody has said, and those a rule names whatever the hall says.
    expect(openTime(at('2026-07-02T08:00'), at('2026-07-02T20:00'), null, chineseCalendar(), ZONE) / 3_600e6).toBe(7.5);
    const named = [{ from: 9 * 3_600e6, to: 10 * 3_600e6 }];
    expect(openTime(at('2026-07-02T08:00'), at('2026-07-02T20:00'), named, own, ZONE) / 3_600e6).toBe(1);
  });

  it('an older loaded one does not stand before a newer one that comes with the program', () => {
    const old = { ...NEXT, version: 'mine', base: undefined, last: 2020, years: { '2020': { 元旦: '01-01' } } };
    expect(currentCalendar([read(JSON.parse(JSON.stringify(old)))]).versions).toBe('2026');
  });

  it.each([
    [{ ...NEXT, version: '2026' }, /version "2026" of calendar "cn" is there already/],
    [{ ...NEXT, base: '1998' }, /no version "1998"/],
    [{ ...NEXT, last: 2028 }, /years\/2028 names no holiday/],
    [{ ...NEXT, years: { '2027': { 元旦: '02-30' } } }, /"2027-02-30" is not a date/],
    [
      { ...NEXT, years: { '2027': { 春节: '02-12/02-05' } } },
      /years\/2027\/春节: "02-12\/02-05" ends before it begins/,
    ],
    [{ ...NEXT, unknown: 1 }, /./],
    [{ ...LOCAL, units: undefined }, /names no units/],
    [
      {
        ...LOCAL,
        hours: [
          {
            from: null,
            working: [
              ['09:00', '12:00'],
              ['11:00', '17:00'],
            ],
          },
        ],
      },
      /overlap/,
    ],
  ])('refuses what is wrong and says where (%#)', (content, says) => {
    expect(() => read(JSON.parse(JSON.stringify(content)))).toThrow(says);
  });
});
