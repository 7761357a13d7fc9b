import { expect, it } from 'vitest';
import { rulesApart, xmrHeight, xmrOption, type Series, type Words } from '../../../../web/panels/xmr/option.ts';

const MONTHS = ['2026-01', '2026-02', '2026-03'];
const segment = (from: string, startsBy: 'first' | 'rebase'): Series['segments'][number] => ({
  ...{ from, to: '2026-03', startsBy, shift: null, full: 3, limits: null },
});
const series: Series = {
  group: 'hv',
  verdict: 'insufficient',
  points: MONTHS.map((month) => ({ month, partial: false, n: 10, met: 9, value: 0.9, range: null, signal: null })),
  segments: [segment('2026-01', 'first'), segment('2026-02', 'rebase')],
};
const words: Words = { title: String, range: '', month: String, limit: String, starts: () => 'anew' };
type Drawn = {
  type: string;
  data: ({ value: number; label: { formatter: string } } | null)[];
  markLine?: { data: { xAxis?: string; label: { formatter: string } }[] };
};

it('marks each month in which rules begin once, and not where the limits begin anew by them', () => {
  const rules = [
    { month: '2026-02', day: '02-01' },
    { month: '2026-03', day: '03-01' },
    { month: '2026-03', day: '03-01' },
    { month: '2026-03', day: '03-20' },
  ];
  const apart = rulesApart(rules, [series]);
  expect(apart).toEqual([{ month: '2026-03', day: '03-01 03-20' }]);
  const marks = { rules: apart, flags: [{ month: '2026-01', numbers: [1, 2] }] };
  const drawn = xmrOption([series], marks, words, () => '#000').series as Drawn[];
  const lines = drawn.flatMap((one) => one.markLine?.data ?? []);
  expect(lines.map(({ xAxis, label }) => [xAxis, label.formatter])).toEqual([
    ['2026-02', 'anew'],
    ['2026-03', '03-01 03-20'],
  ]);
  const flags = drawn.flatMap((one) => (one.type === 'scatter' ? one.data : [])).filter((p) => p?.label);
  expect(flags.map((flag) => [flag!.value, flag!.label.formatter])).toEqual([[90, '1 2']]);
  expect(xmrHeight(1, marks)).toBeGreaterThan(xmrHeight(1, { rules: [], flags: [] }));
});
