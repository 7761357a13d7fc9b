import { expect, test } from 'vitest';
import { arrivals, type DayOfSource } from '../../sql/read-ground/arrival.ts';

const days = (rows: (number | null)[], late: number[] = []): DayOfSource[] =>
  rows.map((n, i) => ({
    day: new Date(Date.UTC(2026, 5, 1 + i)).toISOString().slice(0, 10),
    files: n === null ? 0 : 1,
    rows: n ?? 0,
    late: late.includes(i),
  }));
const said = (...question: Parameters<typeof arrivals>) => arrivals(...question).map(({ arrival }) => arrival);

test('a daily feed misses the days it brought nothing, between its first delivery and the last day due', () => {
  expect(said(days([null, 5, null, 0, 4, null], [4]), '2026-06-05')).toEqual([
    'none',
    'arrived',
    'missing',
    'empty',
    'late',
    'none',
  ]);
});

test('other sources owe nothing', () => {
  expect(said(days([5, null, 5]), null)).toEqual(['arrived', 'none', 'arrived']);
});

test('a day is fewer or more only against three of the same weekday before it', () => {
  const weeks = (last: number, before: number[]) =>
    said(days([...before.flatMap((n) => [n, null, null, null, null, null, null]), last]), null).at(-1);
  expect(weeks(60, [100, 90, 110])).toBe('fewer');
  expect(weeks(70, [100, 90, 110])).toBe('arrived');
  expect(weeks(130, [100, 90, 110])).toBe('arrived');
  expect(weeks(131, [100, 90, 110])).toBe('more');
  expect([10, 900].map((last) => weeks(last, [100, 100]))).toEqual(['arrived', 'arrived']);
});
