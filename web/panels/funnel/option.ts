import type { BranchesReply } from '../../../api/contract/branches.ts';
import type { ChartOption } from '../../chart/option.ts';
import type { Tokens } from '../../chart/tokens.ts';

type Row = BranchesReply['rows'][number];
type Standing = Row['standing'];
export type Words = { name: (row: Row) => string; check: (row: Row) => string; whole: string; axis: string };

/** Up to this many units are all labelled, of more only those told apart. */
const MOST_LABELS = 15;

/** The units by what is said of them, in the order of the sentences. */
export function byStanding(rows: readonly Row[]): { below: Row[]; above: Row[]; same: Row[]; withheld: Row[] } {
  const of = (...standing: Standing[]) => rows.filter((row) => standing.includes(row.standing));
  return { below: of('below'), above: of('above'), same: of('same'), withheld: of('gate', 'small') };
}

const percentage = (share: number) => Math.round(share * 1e4) / 100;

/** x is n, y the rate in percent; bands are the control limits, the line the whole's rate. */
export function funnelOption(reply: BranchesReply, words: Words, token: Tokens): ChartOption {
  const rows = reply.rows.filter((row) => row.rate !== null);
  const shares = rows.map((row) => percentage(row.rate!));
  const steady = rows.filter((row) => row.standing !== 'small').map((row) => percentage(row.rate!));
  const low = Math.max(0, Math.floor((Math.min(...(steady.length > 0 ? steady : shares), 100) - 4) / 5) * 5);
  const apart = (row: Row) => row.standing === 'below' || row.standing === 'above';
  const limits = reply.limits;
  const most = limits.at(-1)?.n ?? 0;
  const band = (name: 'low95' | 'low998', upper: 'high95' | 'high998', colour: string, z: number) => ({
    type: 'custom',
    silent: true,
    z,
    clip: true,
    renderItem: (_: unknown, at: { coord: (point: number[]) => number[] }) => ({
      type: 'polygon',
      shape: {
        points: [
          ...limits.map((l) => at.coord([l.n, percentage(l[upper])])),
          ...[...limits].reverse().map((l) => at.coord([l.n, percentage(l[name])])),
        ],
      },
      style: { fill: token(colour) },
    }),
    data: [0],
  });
  const edge = (name: 'low95' | 'high95' | 'low998' | 'high998') => ({
    type: 'line',
    silent: true,
    symbol: 'none',
    z: 2,
    clip: true,
    data: limits.map((l) => [l.n, percentage(l[name])]),
    lineStyle: { color: token('line-3'), width: 1, type: name.endsWith('95') ? [4, 4] : 'solid' },
    endLabel: {
      show: true,
      formatter: name.endsWith('95') ? '95%' : '99.8%',
      color: token('text-3'),
      fontSize: 11,
      distance: 4,
    },
  });
  const point = (row: Row) => {
    const over = row.standing === 'below';
    const quiet = row.standing === 'small' || row.standing === 'gate';
    const colour = token(over ? 'over' : apart(row) ? 'd-3' : quiet ? 'unknown-line' : 'text-1');
    const label = rows.length <= MOST_LABELS || apart(row);
    return {
      value: [row.n, percentage(row.rate!)],
      symbol: 'circle',
      symbolSize: apart(row) ? 9 : 8,
      itemStyle: { color: apart(row) ? colour : token('page'), borderColor: colour, borderWidth: 2 },
      label: {
        show: label,
        formatter: apart(row) ? words.check(row) : words.name(row),
        position: row.n > 0.55 * most ? 'left' : 'right',
        distance: 7,
        color: token(over ? 'over-text' : quiet ? 'unknown-text' : 'text-1'),
        fontSize: 12,
        fontWeight: over ? 'bold' : 'normal',
      },
    };
  };
  return {
    grid: { left: 44, right: 44, top: 12, bottom: 40 },
    xAxis: {
      type: 'value',
      min: 0,
      max: limits.at(-1)?.n ?? 'dataMax',
      name: words.axis,
      nameLocation: 'end',
      nameGap: 0,
      nameTextStyle: {
        align: 'right',
        verticalAlign: 'top',
        padding: [24, 0, 0, 0],
        color: token('text-3'),
        fontSize: 12,
      },
      axisLine: { lineStyle: { color: token('line-3') } },
      axisLabel: { color: token('text-3'), fontSize: 11, hideOverlap: true, showMaxLabel: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: 100,
      axisLabel: { color: token('text-3'), fontSize: 11, formatter: '{value}%' },
      splitLine: { lineStyle: { color: token('line-1') } },
    },
    series: [
      band('low998', 'high998', 'sunken', 0),
      band('low95', 'high95', 'hover', 1),
      edge('low95'),
      edge('high95'),
      edge('low998'),
      edge('high998'),
      {
        type: 'scatter',
        id: 'units',
        z: 5,
        clip: true,
        data: rows.map(point),
        labelLayout: { moveOverlap: 'shiftY' as const, hideOverlap: rows.length > MOST_LABELS },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: token('text-1'), type: 'solid', width: 1 },
          label: { formatter: words.whole, position: 'insideStartTop', color: token('text-2'), fontSize: 12 },
          data: reply.whole.rate === null ? [] : [{ yAxis: percentage(reply.whole.rate) }],
        },
      },
      {
        type: 'scatter',
        silent: true,
        z: 6,
        clip: true,
        data: rows.filter(apart).map((row) => ({
          value: [row.n, percentage(row.rate!)],
          symbolSize: 17,
          itemStyle: {
            color: 'transparent',
            borderColor: token(row.standing === 'below' ? 'over' : 'd-3'),
            borderWidth: 1.5,
          },
        })),
      },
    ],
  };
}
