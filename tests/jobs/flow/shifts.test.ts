import { describe, expect, it } from 'vitest';
import { rankSum } from '../../../jobs/statistics/rank-sum.ts';
import { findShift, isComparable } from '../../../jobs/statistics/shift.ts';

const month = (...days: number[]) => {
  const counts: number[] = [];
  for (const day of days) counts[day] = (counts[day] ?? 0) + 1;
  return Array.from(counts, (n) => n ?? 0);
};
const months = (n: number, ...days: number[]) => Array.from({ length: n }, () => month(...days));

describe('a lasting rise', () => {
  const steady = months(12, 1, 1, 2, 1, 1, 2, 3);
  const slow = [...months(8, 1, 1, 2, 1, 1, 2, 3), ...months(6, 6, 7, 8, 9, 7, 8, 12)];

  it('is dated by the month in which it began, with both sides counted', () => {
    const shift = findShift(slow, steady)!;
    expect(shift.since).toBe(8);
    expect(shift.before).toMatchObject({ n: 56, median: 1 });
    expect(shift.after).toMatchObject({ n: 42, median: 8 });
  });
  it('is none where every unit rises alike', () => expect(findShift(slow, slow)).toBeNull());
  it('is none of few cases, which are not compared', () => {
    const few = months(12, 1).concat(months(4, 9));
    expect(findShift(few, steady)).toBeNull();
    expect(isComparable(few)).toBe(false);
    expect(isComparable(slow)).toBe(true);
  });
  it('is none that has passed again', () =>
    expect(findShift([...slow.slice(0, 10), ...steady], [...steady, ...steady.slice(2)])).toBeNull());
});

it('the rank sum is that of a table of ranks', () => {
  // Ranks of b among {1, 2, 2, 3} with b = {2, 3}: 2.5 + 4 = 6.5, expected 5, variance corrected for one tie of two.
  expect(rankSum(month(1, 2), month(2, 3))).toBeCloseTo(1.5 / Math.sqrt(((2 * 2) / 12) * (5 - 6 / 12)), 12);
  expect(rankSum([], [1])).toBe(0);
});
