import { expect, it } from 'vitest';
import { flagsOf } from '../../../../web/panels/flag.ts';
import { trendOption, type TrendWords } from '../../../../web/panels/trend/option.ts';
import type { Month } from '../../../../web/panels/trend/trend.ts';

const NONE = { n: 0, met: 0 };
const months = ['2026-01', '2026-02', '2026-03'].map((month, i): Month => ({
  month,
  partial: false,
  openOverdue: 10 * (i + 1),
  hv: NONE,
  lv: NONE,
  other: NONE,
}));
const words: TrendWords = {
  rate: {} as TrendWords['rate'],
  overdue: '',
  lastYear: 'last year',
  month: (text) => text,
  count: String,
};

it('names last year’s line at its end, beside the figure of this one', () => {
  const two = Array.from({ length: 13 }, (_, i): Month => {
    const hv = { n: 100, met: 90 + (i % 2) };
    return { ...months[0]!, month: `20${25 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, hv };
  });
  const said = trendOption(two, { markers: [], flags: [] }, words, () => '#000').series as {
    endLabel?: { formatter: string; offset: number[] };
  }[];
  expect(said.flatMap(({ endLabel }) => (endLabel ? [endLabel] : []))).toMatchObject([
    { formatter: 'last year', offset: [0, -14] },
  ]);
});

it('stands notes on their months as flags with the numbers they have in the list', () => {
  const flags = flagsOf([{ month: '2026-02' }, { month: '2026-02' }, { month: '2026-03' }]);
  expect(flags).toEqual([
    { month: '2026-02', numbers: [1, 2] },
    { month: '2026-03', numbers: [3] },
  ]);
  const series = trendOption(months, { markers: [], flags }, words, () => '#000').series as {
    type: string;
    data: ({ value: number; label: { formatter: string } } | null)[];
  }[];
  const drawn = series.find(({ type }) => type === 'scatter')!.data;
  expect(drawn.map((flag) => flag && [flag.value, flag.label.formatter])).toEqual([null, [20, '1 2'], [30, '3']]);
});
