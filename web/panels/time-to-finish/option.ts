import type { TimeToFinishReply } from '../../../api/contract/time-to-finish.ts';
import type { ChartOption } from '../../chart/option.ts';
import type { Tokens } from '../../chart/tokens.ts';

export type Curve = Pick<TimeToFinishReply, 'points' | 'atLimit' | 'limit'>;
export type Words = { limit: string; reading: string; interval: string; axis: string; only: string; withdrawn: string };

type Place = [day: number, percent: number];

const percentage = (share: number) => Math.round(share * 1e4) / 100;

/** Everybody at first, then what each day leaves: a step falls at the end of its day. */
const steps = (curve: Curve, pick: (point: Curve['points'][number]) => number | null, first: number): Place[] => [
  [0, percentage(first)],
  ...curve.points.flatMap((point): Place[] => {
    const share = pick(point);
    return share === null ? [] : [[point.day, percentage(share)]];
  }),
];

/** The corners of a line that is level until the next day and then falls. */
export function corners(places: readonly Place[]): Place[] {
  return places.flatMap(([day, share], i): Place[] =>
    i === 0
      ? [[day, share]]
      : [
          [day, places[i - 1]![1]],
          [day, share],
        ],
  );
}

/** Day 0 stands on the axis; a curve without a day is an empty plot. */
export function curveOption(curve: Curve, words: Words, token: Tokens): ChartOption {
  const small = { fontSize: 11, color: token('text-3') };
  const last = curve.points.at(-1)?.day ?? 0;
  const line = (data: Place[], style: object, more: object = {}) => ({
    type: 'line',
    step: 'end',
    silent: true,
    symbol: 'none',
    clip: true,
    data,
    lineStyle: { width: 1, ...style },
    ...more,
  });
  const end = (formatter: string) => ({
    endLabel: { show: true, formatter, color: token('text-3'), fontSize: 11, distance: 4 },
  });
  const withdrawn = steps(curve, (point) => point.incidence, 0);
  const { atLimit, limit } = curve;
  return {
    grid: { left: 44, right: 92, top: 24, bottom: 40 },
    xAxis: {
      type: 'value',
      min: 0,
      max: Math.max(last, limit ?? 0, 1),
      minInterval: 1,
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
      axisLabel: { ...small, hideOverlap: true, showMaxLabel: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      axisLabel: { ...small, formatter: '{value}%' },
      splitLine: { lineStyle: { color: token('line-1') } },
    },
    series: [
      {
        type: 'custom',
        silent: true,
        clip: true,
        z: 1,
        data: [0],
        renderItem: (_: unknown, at: { coord: (point: Place) => number[] }) => ({
          type: 'polygon',
          shape: {
            points: [
              ...corners(steps(curve, (point) => point.high, 1)),
              ...corners(steps(curve, (point) => point.low, 1)).reverse(),
            ].map((place) => at.coord(place)),
          },
          style: { fill: token('hover') },
        }),
      },
      line(
        steps(curve, (point) => point.finishedOnly, 1),
        { color: token('line-3'), type: [4, 4] },
        { z: 2, ...end(words.only) },
      ),
      ...(withdrawn.some(([, share]) => share > 0)
        ? [line(withdrawn, { color: token('paused-text') }, { z: 2, ...end(words.withdrawn) })]
        : []),
      line(
        steps(curve, (point) => point.open, 1),
        { color: token('text-1'), width: 2 },
        {
          z: 4,
          markLine: {
            silent: true,
            symbol: 'none',
            data:
              limit === null
                ? []
                : [
                    {
                      xAxis: limit,
                      lineStyle: { color: token('text-1'), width: 1.5, type: 'solid' },
                      label: { formatter: words.limit, color: token('text-1'), fontWeight: 'bold', fontSize: 12 },
                    },
                  ],
          },
        },
      ),
      {
        type: 'scatter',
        silent: true,
        z: 3,
        symbol: 'rect',
        symbolSize: [1, 9],
        itemStyle: { color: token('text-2') },
        data: curve.points.filter((p) => p.running > 0).map((p): Place => [p.day, percentage(p.open)]),
      },
      {
        type: 'scatter',
        silent: true,
        z: 5,
        symbolSize: 9,
        itemStyle: { color: token('text-1') },
        data: atLimit === null || limit === null ? [] : [[limit, percentage(atLimit.open)]],
        label: {
          show: true,
          position: atLimit !== null && atLimit.open > 0.7 ? [14, 14] : [14, -34],
          formatter: `{b|${words.reading}}\n${words.interval}`,
          color: token('text-2'),
          fontSize: 11,
          lineHeight: 16,
          align: 'left',
          rich: { b: { color: token('text-1'), fontWeight: 'bold', fontSize: 12, lineHeight: 18 } },
        },
      },
    ],
  };
}
