import { expect, it } from 'vitest';
import { addMonths, dateText, dayFrom, dayOf, isoText, parseDate, startOfDay } from '../../../jobs/clock/day.ts';

const at = (text: string) => Date.parse(text) * 1000;
const SHANGHAI = 'Asia/Shanghai';

it('cuts days in the zone, not in UTC and not where the test runs', () => {
  expect(dateText(dayOf(at('2026-10-20T15:59:59.999Z'), SHANGHAI))).toBe('2026-10-20');
  expect(dateText(dayOf(at('2026-10-20T16:00:00Z'), SHANGHAI))).toBe('2026-10-21');
  expect(dateText(dayOf(at('2026-10-20T16:00:00Z'), 'UTC'))).toBe('2026-10-20');
  expect(startOfDay(parseDate('2026-10-21'), SHANGHAI)).toBe(at('2026-10-20T16:00:00Z'));
});

it('knows the summer time of 1986 to 1991', () => {
  expect(isoText(startOfDay(parseDate('1988-07-01'), SHANGHAI), SHANGHAI)).toBe('1988-07-01T00:00:00+09:00');
  expect(isoText(startOfDay(parseDate('1992-07-01'), SHANGHAI), SHANGHAI)).toBe('1992-07-01T00:00:00+08:00');
});

it('finds the first instant of a day whose midnight is skipped, and of days around a change of clocks', () => {
  expect(isoText(startOfDay(parseDate('2018-11-04'), 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe(
    '2018-11-04T01:00:00-02:00',
  );
  expect(isoText(startOfDay(parseDate('2011-03-27'), 'Europe/Amsterdam'), 'Europe/Amsterdam')).toBe(
    '2011-03-27T00:00:00+01:00',
  );
  expect(isoText(startOfDay(parseDate('2011-03-28'), 'Europe/Amsterdam'), 'Europe/Amsterdam')).toBe(
    '2011-03-28T00:00:00+02:00',
  );
});

it('reads the offset on both sides of a change of clocks to the second', () => {
  expect(isoText(at('2011-03-27T00:59:59.5Z'), 'Europe/Amsterdam')).toBe('2011-03-27T01:59:59.5+01:00');
  expect(isoText(at('2011-03-27T01:00:00Z'), 'Europe/Amsterdam')).toBe('2011-03-27T03:00:00+02:00');
});

it('every day of forty years begins where the day before ends', () => {
  for (const zone of [SHANGHAI, 'Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe']) {
    for (let day = parseDate('1985-01-01'); day < parseDate('2026-01-01'); day++) {
      const start = startOfDay(day, zone);
      if (dayOf(start, zone) !== day || dayOf(start - 1, zone) !== day - 1 || dayFrom(start, zone) !== day) {
        expect.fail(`${zone} ${dateText(day)} begins at ${isoText(start, zone)}`);
      }
    }
  }
});

it('adds months without leaving the month', () => {
  expect(dateText(addMonths(parseDate('2024-01-31'), 1))).toBe('2024-02-29');
  expect(dateText(addMonths(parseDate('2024-11-30'), 3))).toBe('2025-02-28');
});

it('refuses what is not a date by its text', () => {
  for (const text of ['2026-02-30', '2026-2-3', 'yesterday', '']) {
    expect(() => parseDate(text)).toThrow(`"${text}" is not a date YYYY-MM-DD`);
  }
});
