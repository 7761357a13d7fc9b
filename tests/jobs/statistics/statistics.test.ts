import { expect, it } from 'vitest';
import { dayPercentile, percentile } from '../../../jobs/statistics/percentile.ts';
import { beyond, runningBeyond } from '../../../jobs/statistics/tried-limit.ts';
import { wilson } from '../../../jobs/statistics/wilson.ts';

it("gives Wilson's interval of 8 out of 10 as published, and stays within 0 and 1", () => {
  const { low, high } = wilson(8, 10)!;
  expect(low).toBeCloseTo(0.4902, 4);
  expect(high).toBeCloseTo(0.9433, 4);
  expect(wilson(0, 5)!.low).toBe(0);
  expect(wilson(5, 5)!.high).toBe(1);
  expect(wilson(0, 0)).toBeNull();
});

it('interpolates percentiles of elapsed time between ranks', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(percentile([1, 2, 3, 4], 0.9)).toBeCloseTo(3.7, 12);
  expect(percentile([7], 0.9)).toBe(7);
  expect(percentile([], 0.5)).toBeNull();
});

it('takes the smallest day whose cumulative share reaches the percentile', () => {
  expect(dayPercentile([0, 5, 4, 1], 0.9)).toBe(2);
  expect(dayPercentile([0, 5, 3, 2], 0.9)).toBe(3);
  expect(dayPercentile([10], 0.5)).toBe(0);
  expect(dayPercentile([0, 1, 1], 0.5)).toBe(1);
  expect(dayPercentile([0, 0], 0.5)).toBeNull();
});

it('takes a running clock for overdue only once the last day of the limit is over', () => {
  const clocks = [
    { used: 4, paused: false, n: 1 },
    { used: 5, paused: false, n: 10 },
    { used: 5, paused: true, n: 100 },
    { used: 6, paused: true, n: 1000 },
  ];
  expect(runningBeyond(clocks, 5, false)).toBe(1000);
  expect(runningBeyond(clocks, 5, true)).toBe(1010);
  expect(beyond([3, 2, 1], 0)).toBe(3);
});
