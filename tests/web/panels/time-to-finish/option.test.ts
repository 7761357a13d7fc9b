import { expect, test } from 'vitest';
import { corners, curveOption, type Curve } from '../../../../web/panels/time-to-finish/option.ts';

const point = (day: number, open: number, more = {}) => ({
  day,
  atRisk: 100,
  finished: 5,
  withdrawn: 0,
  running: 0,
  open,
  low: open - 0.02,
  high: open + 0.02,
  incidence: 0,
  finishedOnly: open - 0.05,
  ...more,
});
const curve: Curve = {
  points: [point(0, 1), point(1, 0.8, { running: 3 }), point(2, 0.4)],
  limit: 1,
  atLimit: { open: 0.8, low: 0.78, high: 0.82, finishedOnly: 0.75 },
};
const words = { limit: '限 1', reading: 'r', interval: 'i', axis: 'a', only: 'o', withdrawn: 'w' };
type Series = { type: string; data: unknown[]; z?: number };
const seriesOf = (shown: Curve) => curveOption(shown, words, (name) => name)['series'] as Series[];

test('a line is level until the next day and then falls', () => {
  expect(corners([[0, 100], [1, 80], [2, 40]])).toEqual([[0, 100], [1, 100], [1, 80], [2, 80], [2, 40]]); // prettier-ignore
});

test('begins with everybody, ticks where cases are under way, and dots the limit', () => {
  const series = seriesOf(curve);
  const main = series.find((one) => one.z === 4)!;
  expect(main.data).toEqual([[0, 100], [0, 100], [1, 80], [2, 40]]); // prettier-ignore
  expect(series.filter((one) => one.type === 'scatter').map((one) => one.data)).toEqual([[[1, 80]], [[1, 80]]]);
});

test('draws the withdrawn only where there are any, and no limit where classes have several', () => {
  const lines = (shown: Curve) => seriesOf(shown).filter((one) => one.type === 'line').length;
  expect(lines(curve)).toBe(2);
  expect(lines({ ...curve, points: [...curve.points, point(3, 0.3, { incidence: 0.02 })] })).toBe(3);
  const mixed = seriesOf({ ...curve, limit: null, atLimit: null });
  expect(mixed.filter((one) => one.type === 'scatter').map((one) => one.data.length)).toEqual([1, 0]);
});
