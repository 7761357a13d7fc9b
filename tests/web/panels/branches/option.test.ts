import { expect, test } from 'vitest';
import {
  inOrder,
  intervalAxis,
  lowest,
  sparkline,
  sparkScale,
  whisker,
  type BranchRow,
} from '../../../../web/panels/branches/option.ts';

const row = (over: Partial<BranchRow>): BranchRow => ({
  rank: 1,
  unit: 'a',
  unitName: '甲',
  hasBelow: true,
  n: 400,
  met: 376,
  rate: 0.94,
  low: 0.912,
  high: 0.959,
  small: false,
  undecidable: 0,
  median: 12,
  p90: 20,
  open: 10,
  openOverdue: 1,
  previousYearRate: null,
  spark: [],
  ...over,
});
const whole = { n: 1000, met: 928, rate: 0.928 };

test('the axis holds every interval of a row with enough cases and ends on whole steps', () => {
  const axis = intervalAxis({ rows: [row({}), row({ low: 0.786, high: 0.854, rate: 0.823 })], whole }, 200);
  expect([axis.low, axis.high]).toEqual([0.75, 1]);
  expect(axis.ticks).toEqual([0.75, 0.8, 0.85, 0.9, 0.95, 1]);
  expect(axis.x(0.75)).toBeLessThan(axis.x(1));
});

test('a small sample neither stretches the axis nor leaves it', () => {
  const small = row({ small: true, low: 0.4, high: 0.99, rate: 0.8, n: 9 });
  const axis = intervalAxis({ rows: [row({}), small], whole }, 200);
  expect(axis.low).toBe(0.9);
  const mark = whisker(small, whole.rate, axis);
  expect(mark?.from).toBe(axis.x(axis.low));
  expect(mark?.hollow).toBe(true);
  expect(mark?.beyond).toBe(false);
});

test('a unit stands apart only when its whole interval lies under the reference', () => {
  const axis = intervalAxis({ rows: [row({})], whole }, 200);
  expect(whisker(row({ low: 0.8, high: 0.9 }), 0.928, axis)?.beyond).toBe(true);
  expect(whisker(row({ low: 0.8, high: 0.93 }), 0.928, axis)?.beyond).toBe(false);
  expect(whisker(row({ rate: null, low: null, high: null }), 0.928, axis)).toBeNull();
});

test('without any decided case there is still an axis', () => {
  const axis = intervalAxis({ rows: [], whole: { n: 0, met: 0, rate: null } }, 200);
  expect([axis.low, axis.high]).toEqual([0, 1]);
});

test('an axis is never shorter than ten points, also where every unit reaches 100 %', () => {
  const perfect = row({ rate: 1, low: 0.99, high: 1 });
  const axis = intervalAxis({ rows: [perfect], whole: { n: 400, met: 400, rate: 1 } }, 200);
  expect([axis.low, axis.high]).toEqual([0.9, 1]);
});

test('a month without cases is a gap in the sparkline', () => {
  const spark = sparkline([0.9, null, 0.95, 1], { low: 0.9, high: 1 });
  expect(spark.path.match(/M/g)).toHaveLength(2);
  expect(spark.last?.y).toBe(4);
  expect(sparkline([], { low: 0, high: 1 })).toEqual({ path: '', last: null });
});

test('the sparklines of a column share one scale, which small samples do not stretch', () => {
  expect(sparkScale([row({ spark: [0.9, 0.95] }), row({ small: true, spark: [0.1] })])).toEqual({
    low: 0.9,
    high: 0.95,
  });
});

test('small samples come last and unranked units before them', () => {
  const rows = [
    row({ unit: 'small', small: true }),
    row({ unit: 'none', rank: null }),
    row({ unit: 'second', rank: 2 }),
    row({ unit: 'first' }),
  ];
  expect(inOrder(rows).map((r) => r.unit)).toEqual(['first', 'second', 'none', 'small']);
});

test('the finding names a unit only where its interval supports it', () => {
  const under = row({ unit: 'u', rate: 0.823, low: 0.79, high: 0.85 });
  expect(lowest({ rows: [row({}), under], whole })?.unit).toBe('u');
  expect(lowest({ rows: [row({})], whole })).toBeNull();
});
