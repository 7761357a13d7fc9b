import { expect, test } from 'vitest';
import {
  beyond,
  binWidth,
  niceTicks,
  plotDistribution,
  type Distribution,
} from '../../../../web/panels/stage-distribution/option.ts';

const box = { width: 560, height: 240, left: 40, right: 10, top: 20, bottom: 40 };
const seven: Distribution = {
  histogram: [
    { days: 1, n: 40, late: 0 },
    { days: 7, n: 20, late: 0 },
    { days: 8, n: 10, late: 10 },
    { days: 21, n: 5, late: 5 },
  ],
  tail: true,
  limit: 7,
  limits: [{ class: 'hv-single', value: 7, unit: 'working-day' }],
  median: 4,
  p90: 9,
  n: 75,
};

test('the limit line stands between the last day in time and the first day late', () => {
  const plot = plotDistribution(seven, box);
  const inTime = plot.bars.find((bar) => bar.from === 7);
  const late = plot.bars.find((bar) => bar.from === 8);
  const line = plot.limits[0]?.x ?? 0;
  expect(line).toBeGreaterThanOrEqual((inTime?.x ?? 0) + (inTime?.width ?? 0));
  expect(line).toBeLessThanOrEqual(late?.x ?? 0);
});

test('every day between the shortest and the longest has its slot, also without cases', () => {
  const plot = plotDistribution(seven, box);
  expect(plot.bars.map((bar) => bar.from)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  expect(plot.bars.reduce((sum, bar) => sum + bar.n, 0)).toBe(75);
});

test('the last bar gathers every longer case', () => {
  const plot = plotDistribution(seven, box);
  expect(plot.bars.at(-1)).toMatchObject({ from: 21, to: null, n: 5, late: 5 });
  expect(plot.xTicks.at(-1)).toMatchObject({ days: 21, open: true });
});

test('only the cases past the limit have a late part, as high as their share', () => {
  const plot = plotDistribution({ ...seven, histogram: [{ days: 8, n: 10, late: 4 }] }, box);
  const bar = plot.bars.find((b) => b.from === 8);
  expect(bar?.lateHeight).toBeCloseTo((bar?.height ?? 0) * 0.4);
});

test('the pointer of P90 is late only when it lies beyond a single limit', () => {
  const late = (data: Distribution) => plotDistribution(data, box).pointers.map((p) => [p.kind, p.late]);
  expect(late(seven)).toEqual([
    ['median', false],
    ['p90', true],
  ]);
  const mixed = {
    ...seven,
    limit: null,
    limits: [...seven.limits, { class: 'lv-resident', value: 3, unit: 'working-day' }],
  };
  expect(late(mixed)).toEqual([
    ['median', false],
    ['p90', false],
  ]);
  expect(plotDistribution(mixed, box).limits.map((limit) => limit.value)).toEqual([3, 7]);
});

test('a log without limits whose cases run for years is drawn in equal bins', () => {
  const histogram = Array.from({ length: 1500 }, (_, days) => ({ days, n: 1, late: 0 }));
  const plot = plotDistribution(
    { ...seven, histogram, tail: false, limit: null, limits: [], p90: 1350, median: 750 },
    box,
  );
  expect(plot.bars.length).toBeLessThanOrEqual(64);
  expect(new Set(plot.bars.map((bar) => (bar.to ?? 0) - bar.from + 1)).size).toBe(1);
  expect(plot.limits).toEqual([]);
  expect(plot.bars.reduce((sum, bar) => sum + bar.n, 0)).toBe(1500);
});

test('days of use may be zero', () => {
  const plot = plotDistribution(
    { ...seven, histogram: [{ days: 0, n: 3, late: 0 }], tail: false, median: 0, p90: 0 },
    box,
  );
  expect(plot.bars[0]).toMatchObject({ from: 0, n: 3 });
  expect(plot.pointers[0]?.x).toBeGreaterThan(box.left);
});

test('nothing to draw gives no bars, no lines and no pointers', () => {
  const plot = plotDistribution({ ...seven, histogram: [], median: null, p90: null, tail: false }, box);
  expect([plot.bars, plot.limits, plot.pointers, plot.xTicks]).toEqual([[], [], [], []]);
});

test('bins and ticks are round numbers', () => {
  expect(binWidth(1, 60)).toBe(1);
  expect(binWidth(1, 200)).toBe(5);
  expect(niceTicks(320)).toEqual([0, 100, 200, 300]);
  expect(niceTicks(3)).toEqual([0, 1, 2, 3]);
  expect(niceTicks(0)).toEqual([0]);
});

test('a limit that is tried stands where a place on the axis gives it back, and counts the bars beyond it', () => {
  const plot = plotDistribution(seven, box);
  for (const limit of [0, 1, 7, 20]) expect(plot.limitAt(plot.limitX(limit))).toBe(limit);
  expect(plot.limitX(7)).toBe(plot.limits[0]?.x);
  expect([0, 1, 7, 20].map((limit) => beyond(seven.histogram, limit))).toEqual([75, 35, 15, 5]);
  // The last bar gathers the longer ones: a limit of 21 could not be told from 40.
  expect(plot.most).toBe(20);
  expect(plotDistribution({ ...seven, tail: false }, box).most).toBe(21);
});
