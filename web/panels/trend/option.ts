import type { ChartOption } from '../../chart/option.ts';
import type { Tokens } from '../../chart/tokens.ts';
import { flagPoints, type Flag } from '../flag.ts';
import { boxes, lastYear, rates, risingSince, type Group, type Month } from './trend.ts';

export type TrendWords = {
  rate: Record<Group, string>;
  overdue: string;
  lastYear: string;
  month: (text: string, form: 'full' | 'short') => string;
  count: (n: number) => string;
};
type Marker = { date: string; text: string };

const LEFT = 44;
const RIGHT = 76;
/** Room above the first box: its heading, and a row of words for each of the first two rule changes. */
const topFor = (markers: number) => 32 + Math.min(markers, 2) * 16;
const RATE_HEIGHT = 60;
const GAP = 36;
const BAR_HEIGHT = 76;

/** Height of the whole chart for so many rate boxes and rule changes, px. */
export const trendHeight = (groups: number, markers: number): number =>
  topFor(markers) + groups * (RATE_HEIGHT + GAP) + BAR_HEIGHT + 26;

/** Months that get words on the axis: the first of each quarter, and the first and last where there is room. */
function named(months: Month[], i: number): boolean {
  const quarter = (n: number) => Number(months[n]?.month.slice(5, 7) ?? 0) % 3 === 1;
  const free = (near: number[]) => !near.some((n) => n >= 0 && n < months.length && quarter(n));
  return quarter(i) || (i === 0 && free([1])) || (i === months.length - 1 && free([i - 1]));
}

/** How far the words at the end of last year's line step aside from the figure at the end of this one's, px. */
function apart(values: (number | null)[], before: (number | null)[]): number {
  const [now, then] = [values.at(-1) ?? null, before.at(-1) ?? null];
  if (now === null || then === null) return 0;
  const all = [...values, ...before].filter((value) => value !== null);
  const scale = RATE_HEIGHT / Math.max(1, Math.min(100, Math.ceil(Math.max(...all))) - Math.floor(Math.min(...all)));
  const below = (now - then) * scale;
  return Math.abs(below) >= 14 ? 0 : (below > 0 ? 14 : -14) - below;
}

/** HV and LV each a line in a box of its own, open overdue as bars under them, one time axis (visual language §4). */
export function trendOption(
  months: Month[],
  { markers, flags }: { markers: Marker[]; flags: readonly Flag[] },
  words: TrendWords,
  token: Tokens,
): ChartOption {
  const groups = boxes(months);
  const last = months.length - 1;
  const partial = months[last]?.partial ?? false;
  const rising = risingSince(months);
  const small = { fontSize: 11, color: token('text-3') };
  const top = (box: number) => topFor(markers.length) + box * (RATE_HEIGHT + GAP);
  const labels = months.map((m, i) => words.month(m.month, i === 0 || m.month.endsWith('-01') ? 'full' : 'short'));
  const grid = [
    ...groups.map((_, i) => ({ top: top(i), height: RATE_HEIGHT })),
    { top: top(groups.length), height: BAR_HEIGHT },
  ];
  const axis = {
    type: 'category',
    data: months.map((m) => m.month),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: token('line-2') } },
  };
  const heading = (text: string, box: number) => ({
    type: 'text',
    left: 0,
    top: top(box) - 26,
    silent: true,
    style: { text, fill: token('text-1'), fontSize: 12, fontWeight: 'bold', fontFamily: token('font') },
  });
  const percent = (value: number | null) => (value === null ? '' : `${value.toFixed(1)}%`);

  /** Rule changes: one dashed line through every box, its words above the first, on alternating rows. */
  const marks = (box: number) => ({
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: token('text-3'), type: [3, 3], width: 1 },
    data: markers.flatMap((marker, row) => {
      const at = months.findIndex((m) => m.month === marker.date.slice(0, 7));
      if (at < 0) return [];
      const align = at > months.length * 0.45 ? 'right' : 'left';
      const label = {
        show: box === 0,
        position: 'end',
        formatter: marker.text,
        align,
        color: token('text-2'),
        fontSize: 12,
        distance: [0, 26 + (row % 2) * 16],
      };
      return [{ xAxis: months[at]?.month, label }];
    }),
  });

  const lines = groups.flatMap((group, box) => {
    const values = rates(months, group);
    const before = lastYear(values);
    const whole = values.map((value, i) => (partial && i === last ? null : value));
    const end = values.map((value, i) => (partial && i >= last - 1 ? value : null));
    const at = { type: 'line', xAxisIndex: box, yAxisIndex: box, symbol: 'none', silent: true };
    const dot = {
      value: values[last] ?? null,
      symbol: 'circle',
      symbolSize: 7,
      itemStyle: { color: token(partial ? 'page' : 'text-1'), borderColor: token('text-1'), borderWidth: 1.8 },
      label: {
        show: true,
        position: 'right',
        distance: 8,
        formatter: percent(values[last] ?? null),
        color: token('text-1'),
        fontSize: 12,
        fontWeight: 'bold',
      },
    };
    return [
      {
        ...at,
        data: before,
        lineStyle: { color: token('line-3'), width: 1 },
        endLabel: {
          show: true,
          distance: 8,
          offset: [0, apart(values, before)],
          formatter: words.lastYear,
          color: token('text-3'),
          fontSize: 11,
        },
        z: 1,
      },
      { ...at, data: whole, lineStyle: { color: token('text-1'), width: 2 }, z: 3, markLine: marks(box) },
      { ...at, data: end, lineStyle: { color: token('text-1'), width: 2, type: 'dotted' }, z: 3 },
      {
        ...at,
        data: months.map((_, i) => (i === last ? dot : null)),
        symbol: 'circle',
        showAllSymbol: true, // on a phone's few labels it would be left out
        symbolSize: 7,
        lineStyle: { width: 0 },
        z: 4,
      },
    ];
  });
  const colour = (i: number) => token(i === last || (rising && i >= rising.first) ? 'over' : 'line-2');
  const end = {
    show: true,
    position: 'right',
    distance: 6,
    color: token('over-text'),
    fontSize: 12,
    fontWeight: 'bold',
  };
  const bars = {
    type: 'bar',
    id: 'overdue',
    xAxisIndex: groups.length,
    yAxisIndex: groups.length,
    barCategoryGap: '16%',
    data: months.map((m, i) => ({
      value: m.openOverdue,
      itemStyle:
        partial && i === last
          ? {
              color: token('page'),
              borderColor: token('over'),
              borderWidth: 1,
              decal: {
                color: token('over'),
                symbol: 'rect',
                dashArrayX: [1, 0],
                dashArrayY: [2, 4],
                rotation: -Math.PI / 4,
              },
            }
          : { color: colour(i) },
      ...(i === last ? { label: { ...end, formatter: words.count(m.openOverdue) } } : {}),
    })),
    markLine: marks(groups.length),
  };
  const overdue = months.map((m) => ({ month: m.month, value: m.openOverdue }));
  const noted = { ...flagPoints(flags, overdue, token), xAxisIndex: groups.length, yAxisIndex: groups.length };
  return {
    grid: grid.map((box) => ({ ...box, left: LEFT, right: RIGHT })),
    xAxis: grid.map((_, i) => ({
      ...axis,
      gridIndex: i,
      axisLabel:
        i === groups.length
          ? {
              ...small,
              interval: (n: number) => named(months, n),
              formatter: (_: string, n: number) => labels[n] ?? '',
              hideOverlap: true,
            }
          : { show: false },
      axisLine: i === groups.length ? axis.axisLine : { show: false },
      axisPointer: {
        show: true,
        type: 'line',
        lineStyle: { color: token('line-3'), type: 'solid' },
        label: { show: false },
      },
    })),
    yAxis: grid.map((_, i) => ({
      type: 'value',
      gridIndex: i,
      scale: i < groups.length,
      splitNumber: 2,
      ...(i < groups.length
        ? {
            max: (range: { max: number }) => Math.min(100, Math.ceil(range.max)),
            min: (range: { min: number }) => Math.floor(range.min),
          }
        : { min: 0, minInterval: 1 }),
      axisLabel: { ...small, formatter: (v: number) => (i < groups.length ? `${v}%` : words.count(v)) },
      splitLine: { lineStyle: { color: token('line-1') } },
    })),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    graphic: [...groups.map((group, i) => heading(words.rate[group], i)), heading(words.overdue, groups.length)],
    series: [...lines, bars, noted],
  };
}
