import { expect, test } from 'vitest';
import {
  inOrder,
  intervalAxis,
  rangeText,
  sparkline,
  sparkScale,
  standingBelow,
  whisker,
  type BranchRow,
} from '../../../../web/panels/branches/option.ts';

const row = (over: Partial<BranchRow>): BranchRow => ({
  rank: 1,
  score: 0.94,
  unit: 'a',
  unitName: '甲',
  hasBelow: true,
  n: 400,
  met: 376,
  rate: 0.94,
  target: null,
  low: 0.912,
  high: 0.959,
  standing: 'same',
  z: 0,
  zAdjusted: 0,
  q: 1,
  adjusted: { rate: 0.94, expected: 24, z: 0, zAdjusted: 0, q: 1, standing: 'same' },
  rankBest: 1,
  rankWorst: 3,
  undecidable: 0,
  median: 12,
  p90: 20,
  open: 10,
  openOverdue: 1,
  previousYearRate: null,
  spark: [],
  ...over,
});
const whole = { rate: 0.928 };

test('the axis holds every interval of a row with enough cases and ends on whole steps', () => {
  const axis = intervalAxis({ rows: [row({}), row({ low: 0.786, high: 0.854, rate: 0.823 })], whole }, 200);
  expect([axis.low, axis.high]).toEqual([0.75, 1]);
  expect(axis.ticks).toEqual([0.75, 0.8, 0.85, 0.9, 0.95, 1]);
  expect(axis.x(0.75)).toBeLessThan(axis.x(1));
});

test('a small sample neither stretches the axis nor leaves it', () => {
  const small = row({ standing: 'small', low: 0.4, high: 0.99, rate: 0.8, n: 9 });
  const axis = intervalAxis({ rows: [row({}), small], whole }, 200);
  expect(axis.low).toBe(0.9);
  const mark = whisker(small, axis);
  expect(mark?.from).toBe(axis.x(axis.low));
  expect(mark?.hollow).toBe(true);
  expect(mark?.beyond).toBe(false);
});

test('a mark is coloured only where the unit is significantly below the whole', () => {
  const axis = intervalAxis({ rows: [row({})], whole }, 200);
  expect(whisker(row({ standing: 'below' }), axis)?.beyond).toBe(true);
  expect(whisker(row({ low: 0.8, high: 0.9 }), axis)?.beyond).toBe(false);
  expect(whisker(row({ rate: null, low: null, high: null }), axis)).toBeNull();
});

test('without any decided case there is still an axis', () => {
  const axis = intervalAxis({ rows: [], whole: { rate: null } }, 200);
  expect([axis.low, axis.high]).toEqual([0, 1]);
});

test('an axis is never shorter than ten points, also where every unit reaches 100 %', () => {
  const perfect = row({ rate: 1, low: 0.99, high: 1 });
  const axis = intervalAxis({ rows: [perfect], whole: { rate: 1 } }, 200);
  expect([axis.low, axis.high]).toEqual([0.9, 1]);
});

test('a month without cases is a gap in the sparkline', () => {
  const spark = sparkline([0.9, null, 0.95, 1], { low: 0.9, high: 1 });
  expect(spark.path.match(/M/g)).toHaveLength(2);
  expect(spark.last?.y).toBe(4);
  expect(sparkline([], { low: 0, high: 1 })).toEqual({ path: '', last: null });
});

test('the sparklines of a column share one scale, which small samples do not stretch', () => {
  expect(sparkScale([row({ spark: [0.9, 0.95] }), row({ standing: 'small', spark: [0.1] })])).toEqual({
    low: 0.9,
    high: 0.95,
  });
});

test('units below the data gate come first, small samples last, the others by the rank that leads', () => {
  const rows = [
    row({ unit: 'small', standing: 'small', rankBest: null, rankWorst: null }),
    row({ unit: 'second', rank: 2, rankBest: 1, rankWorst: 2 }),
    row({ unit: 'first', rankWorst: 4 }),
    row({ unit: 'gate', standing: 'gate', rank: 1 }),
  ];
  expect(inOrder(rows).map((r) => r.unit)).toEqual(['gate', 'first', 'second', 'small']);
  expect(inOrder(rows, 'range').map((r) => r.unit)).toEqual(['gate', 'second', 'first', 'small']);
  expect(rows.map(rangeText)).toEqual([null, '1–2', '1–4', '1–3']);
});

test('the finding names the lowest of the units that are significantly below', () => {
  const under = row({ unit: 'u', rate: 0.823, standing: 'below' });
  expect(standingBelow([row({}), row({ unit: 'v', rate: 0.85, standing: 'below' }), under])[0]?.unit).toBe('u');
  expect(standingBelow([row({ rate: 0.5 })])).toEqual([]);
});
