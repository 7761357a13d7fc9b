import type { XmrReply } from '../../../api/contract/xmr.ts';
import type { ChartOption } from '../../chart/option.ts';
import type { Tokens } from '../../chart/tokens.ts';
import { flagPoints, type Flag } from '../flag.ts';

export type Series = XmrReply['series'][number];
export type Words = {
  title: (group: Series['group']) => string;
  range: string;
  month: (text: string, form: 'full' | 'short') => string;
  limit: (name: 'mean' | 'low' | 'high', value: number, provisional: boolean) => string;
  starts: (segment: Series['segments'][number]) => string;
};

/** Months in which a rule begins, with its day, and notes on months. */
export type Marks = { rules: readonly { month: string; day: string }[]; flags: readonly Flag[] };

const LEFT = 48;
const RIGHT = 96;
const VALUES = 130;
const RANGES = 44;
const ROW = 15;
/** Room above the values: the title, words where limits begin anew, and up to two rows of days on which rules begin. */
const topFor = ({ rules }: Marks) => 30 + Math.min(rules.length, 2) * ROW;
const blockFor = (marks: Marks) => topFor(marks) + VALUES + 26 + RANGES + 30;

export const xmrHeight = (series: number, marks: Marks): number => series * blockFor(marks) + 8;

/** Rule starts by month, without those at which a series is told to begin anew anyway. */
export function rulesApart(rules: Marks['rules'], all: readonly Series[]): { month: string; day: string }[] {
  const begun = new Set(
    all.flatMap(({ segments }) => segments.filter((s) => s.startsBy === 'rebase').map((s) => s.from)),
  );
  const months = [...new Set(rules.map(({ month }) => month))].filter((month) => !begun.has(month));
  return months.map((month) => {
    const days = new Set(rules.flatMap((rule) => (rule.month === month ? [rule.day] : [])));
    return { month, day: [...days].join(' ') };
  });
}

/** The last month told apart in the segment that runs, and whether a shift began it; null where nothing is. */
export function newest({
  points,
  segments,
}: Series): { month: string; shift: boolean; way: 'better' | 'worse' } | null {
  const segment = segments.at(-1);
  if (segment === undefined) return null;
  const ringed = points.filter((p) => p.month >= segment.from && p.signal !== null).at(-1);
  if (ringed !== undefined) return { month: ringed.month, shift: false, way: ringed.signal! };
  return segment.shift === null ? null : { month: segment.from, shift: true, way: segment.shift };
}

const percentage = (share: number | null) => (share === null ? null : Math.round(share * 1e4) / 100);
/** Limits may lie outside 0–100 %; what is drawn does not. */
const within = (share: number) => Math.min(1, Math.max(0, share));

/** Per series the values with mean and limits, rings on what lies beyond them, and the moving range at a third of the height. */
export function xmrOption(all: readonly Series[], marks: Marks, words: Words, token: Tokens): ChartOption {
  const [TOP, BLOCK] = [topFor(marks), blockFor(marks)];
  const small = { fontSize: 11, color: token('text-3') };
  const blocks = all.map((series, i) => block(series, i, marks, words, token));
  const months = all[0]?.points.map((p) => p.month) ?? [];
  const named = (_: string, i: number) =>
    words.month(months[i]!, i === 0 || months[i]!.endsWith('-01') ? 'full' : 'short');
  const grids = all.flatMap((_, i) => [
    { left: LEFT, right: RIGHT, top: i * BLOCK + TOP, height: VALUES },
    { left: LEFT, right: RIGHT, top: i * BLOCK + TOP + VALUES + 26, height: RANGES },
  ]);
  const title = (text: string, top: number) => ({
    type: 'text',
    left: 0,
    top,
    silent: true,
    style: { text, fill: token('text-1'), fontSize: 12, fontWeight: 'bold', fontFamily: token('font') },
  });
  return {
    grid: grids,
    graphic: all.flatMap(({ group }, i) => [
      title(words.title(group), i * BLOCK),
      title(words.range, i * BLOCK + TOP + VALUES + 8),
    ]),
    xAxis: grids.map((_, i) => ({
      type: 'category',
      gridIndex: i,
      data: months,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token('line-2') } },
      axisLabel:
        i % 2 === 0 ? { show: false } : { ...small, formatter: named, hideOverlap: true, interval: 'auto' as const },
    })),
    yAxis: grids.map((_, i) => ({
      type: 'value',
      gridIndex: i,
      scale: i % 2 === 0,
      min: i % 2 === 0 ? (range: { min: number }) => Math.max(0, Math.floor(range.min - 1)) : 0,
      ...(i % 2 === 0 ? { max: (range: { max: number }) => Math.min(100, Math.ceil(range.max + 1)) } : {}),
      splitNumber: i % 2 === 0 ? 3 : 1,
      axisLabel: { ...small, formatter: i % 2 === 0 ? '{value}%' : '{value}' },
      splitLine: { lineStyle: { color: token('line-1') } },
    })),
    series: blocks.flat(),
  };
}

function block({ points, segments }: Series, i: number, marks: Marks, words: Words, token: Tokens) {
  const at = { xAxisIndex: 2 * i, yAxisIndex: 2 * i, type: 'line', silent: true, symbol: 'none' };
  const below = { ...at, xAxisIndex: 2 * i + 1, yAxisIndex: 2 * i + 1 };
  const last = points.length - 1;
  const level = (pick: (limits: NonNullable<Series['segments'][number]['limits']>) => number, style: object, on = at) =>
    segments.map((segment) => ({
      ...on,
      lineStyle: { width: 1, ...style },
      z: 2,
      data: points.map((p) =>
        segment.limits !== null && p.month >= segment.from && p.month <= segment.to
          ? percentage(within(pick(segment.limits)))
          : null,
      ),
    }));
  const dashed = { color: token('line-3'), type: [4, 4] };
  const labels = segments.at(-1)?.limits;
  const label = (name: 'mean' | 'low' | 'high') => ({
    yAxis: percentage(within(labels![name])),
    lineStyle: { width: 0 },
    label: {
      formatter: words.limit(name, labels![name], labels!.provisional),
      position: 'end',
      color: token(name === 'mean' ? 'text-1' : 'text-3'),
      fontSize: 11,
    },
  });
  const ring = (way: 'better' | 'worse') => ({
    ...at,
    type: 'scatter',
    symbol: 'circle',
    symbolSize: 13,
    z: 5,
    itemStyle: { color: 'transparent', borderWidth: 1.5, borderColor: token(way === 'worse' ? 'over' : 'd-3') },
    data: points.map((p) => (p.signal === way ? percentage(p.value) : null)),
  });
  const dot = (p: Series['points'][number]) => ({
    value: percentage(p.value),
    symbol: 'circle',
    symbolSize: p.partial ? 7 : 6,
    itemStyle: {
      color: token(p.partial ? 'page' : p.signal === 'worse' ? 'over' : p.signal === 'better' ? 'd-3' : 'text-1'),
      borderColor: token('text-1'),
      borderWidth: p.partial ? 1.5 : 0,
    },
  });
  const dashes = { color: token('text-3'), type: [3, 3], width: 1 };
  const values = points.map((p) => ({ month: p.month, value: percentage(p.value) }));
  const noted = { ...at, ...flagPoints(marks.flags, values, token) };
  const started = segments.filter((segment) => segment.startsBy !== 'first');
  return [
    ...level((l) => l.mean, { color: token('text-1') }),
    ...level((l) => l.low, dashed),
    ...level((l) => l.high, dashed),
    {
      ...at,
      data: points.map((p) => (p.partial ? null : percentage(p.value))),
      lineStyle: { color: token('text-1'), width: 1 },
      z: 3,
      markLine: {
        silent: true,
        symbol: 'none',
        data: [
          ...(labels == null ? [] : (['mean', 'low', 'high'] as const))
            .filter((name) => labels![name] >= 0 && labels![name] <= 1)
            .map(label),
          ...started.map((segment) => ({
            xAxis: segment.from,
            lineStyle: dashes,
            label: { formatter: words.starts(segment), position: 'end', color: token('text-2'), fontSize: 12 },
          })),
          ...marks.rules.map(({ month, day }, row) => ({
            xAxis: month,
            lineStyle: dashes,
            label: {
              formatter: day,
              position: 'end',
              distance: [0, 5 + ((row % 2) + 1) * ROW],
              color: token('text-3'),
              fontSize: 11,
            },
          })),
        ],
      },
    },
    {
      ...at,
      data: points.map((p, n) => (points[last]?.partial && n >= last - 1 ? percentage(p.value) : null)),
      lineStyle: { color: token('text-1'), width: 1, type: 'dotted' },
    },
    { ...at, type: 'scatter', z: 4, data: points.map(dot) },
    ring('worse'),
    ring('better'),
    noted,
    { ...below, data: points.map((p) => percentage(p.range)), lineStyle: { color: token('text-2'), width: 1 } },
    ...level((l) => l.range, { color: token('text-1') }, below),
    ...level((l) => l.rangeHigh, dashed, below),
  ];
}
