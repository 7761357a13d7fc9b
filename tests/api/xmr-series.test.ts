import { expect, it } from 'vitest';
import { xmrSeries } from '../../api/xmr-series.ts';
import { newest } from '../../web/panels/xmr/option.ts';

const months = (rates: number[], partial = 0) =>
  rates.map((rate, i) => ({
    month: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    partial: i >= rates.length - partial,
    n: 200,
    met: Math.round(rate * 200),
  }));
const calm = Array.from({ length: 14 }, (_, i) => 0.94 + 0.01 * (i % 2));
const told = (rates: number[], late = false, partial = 0) => {
  const series = xmrSeries(months(rates, partial), [], late);
  return { ...series, newest: newest({ group: 'hv', ...series }) };
};

it('says too little of few months, normal of a calm series', () => {
  expect(told(calm.slice(0, 11)).verdict).toBe('insufficient');
  expect(told(calm)).toMatchObject({ verdict: 'normal', newest: null });
  expect(told([])).toMatchObject({ verdict: 'insufficient', segments: [] });
});

it('names a month beyond the limits, worse or better by what is drawn', () => {
  expect(told([...calm, 0.8]).newest).toEqual({ month: '2025-03', shift: false, way: 'worse' });
  expect(told([...calm, 0.8], true).newest).toEqual({ month: '2025-03', shift: false, way: 'worse' });
  expect(told([...calm, 1], true).newest).toMatchObject({ way: 'better' });
});

it('names a lasting shift at its start, once', () => {
  const { verdict, segments, newest } = told([...calm, ...calm.map((rate) => rate - 0.03)]);
  expect(verdict).toBe('signal');
  expect(newest).toEqual({ month: '2025-03', shift: true, way: 'worse' });
  expect(segments.map((s) => s.startsBy)).toEqual(['first', 'shift']);
});

it('leaves an unfinished month out of limits and signals, and begins again at a rule change', () => {
  const { points, verdict } = told([...calm, 0.1], false, 1);
  expect(points.at(-1)).toMatchObject({ partial: true, value: 0.1, range: null, signal: null });
  expect(verdict).toBe('normal');
  const rebased = xmrSeries(months([...calm, ...calm]), ['2025-03'], false);
  expect(rebased.segments.map((s) => [s.from, s.startsBy])).toEqual([
    ['2024-01', 'first'],
    ['2025-03', 'rebase'],
  ]);
});
