import { expect, it } from 'vitest';
import { absentDays } from '../../../jobs/import/absent.ts';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { parseDate } from '../../../jobs/clock/day.ts';

const MARCH = parseDate('2025-03-01');
const days = (from: number, to: number, ...without: number[]) =>
  new Set(
    Array.from({ length: to - from + 1 }, (_, i) => from + i)
      .filter((n) => !without.includes(n))
      .map((n) => MARCH + n - 1),
  );
const named = (before: Set<number>, own: Set<number>) => absentDays(before, own, chineseCalendar())[0]?.value ?? '';

it('names a day that lacks between two files, once, and a day that lacks within one', () => {
  expect(named(days(1, 24), days(26, 26))).toBe('2025-03-25');
  expect(named(days(1, 26, 25), days(27, 27))).toBe('');
  expect(named(days(1, 24), days(25, 25))).toBe('');
  expect(named(new Set(), days(1, 31, 23, 25))).toBe('2025-03-23, 2025-03-25');
});

it('expects a day only where three of the same weekday before it came', () => {
  expect(named(days(1, 30, 2, 9, 16, 23, 30), days(31, 31))).toBe('');
  expect(named(days(5, 24), days(26, 26))).toBe('');
  expect(named(days(1, 24, 11), days(26, 26))).toBe('');
  expect(named(new Set(), new Set())).toBe('');
});

it('says nothing of a day that an old file brings after the newer ones', () => {
  expect(named(days(1, 31, 25), days(25, 25))).toBe('');
});

it('expects no holiday, nor a weekend on which work is made up', () => {
  // 2025-04-04 is 清明; 2025-04-27, a Sunday, is worked.
  const since = (from: string, to: string, ...without: string[]) => {
    const [first, last] = [parseDate(from), parseDate(to)];
    const off = new Set(without.map(parseDate));
    return new Set(Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((day) => !off.has(day)));
  };
  expect(named(new Set(), since('2025-03-01', '2025-04-10', '2025-04-04', '2025-04-08'))).toBe('2025-04-08');
  expect(named(new Set(), since('2025-03-30', '2025-04-30', '2025-04-20', '2025-04-27'))).toBe('2025-04-20');
});
