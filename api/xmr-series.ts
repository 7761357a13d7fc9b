import { xmr, type XmrSegment } from '../jobs/statistics/xmr.ts';

type Month = { month: string; partial: boolean; n: number; met: number };

/** One series with limits, signals and a verdict. `late`: the share overdue is drawn, so that more is worse. */
export function xmrSeries(points: readonly Month[], rebase: readonly string[], late: boolean) {
  const shareOf = ({ n, met }: Month) => (n === 0 ? null : (late ? n - met : met) / n);
  const full = points.filter((point) => !point.partial);
  const at = rebase.map((month) => full.findIndex((point) => point.month >= month)).filter((i) => i > 0);
  const trials = full.map(({ n, met }) => ({ n, hits: late ? n - met : met }));
  const chart = xmr(full.map(shareOf), at, trials);
  const worse = late ? 'above' : 'below';
  const way = (side: 'above' | 'below' | null): 'better' | 'worse' | null =>
    side === null ? null : side === worse ? 'worse' : 'better';
  const last = chart.segments.at(-1);
  const shift = (segment: XmrSegment, before: XmrSegment | undefined) => {
    if (segment.startsBy !== 'shift' || before?.limits == null) return null;
    const first = chart.points.slice(segment.from, segment.to).find((point) => point.value !== null)!;
    return way(first.value! > before.limits.mean ? 'above' : 'below');
  };
  const segments = chart.segments.map((segment, i) => ({
    from: full[segment.from]!.month,
    to: full[segment.to - 1]!.month,
    startsBy: segment.startsBy,
    shift: shift(segment, chart.segments[i - 1]),
    full: chart.points.slice(segment.from, segment.to).filter((point) => point.value !== null).length,
    limits: segment.limits,
  }));
  const signals = last === undefined ? [] : chart.points.slice(last.from).filter((point) => point.signal !== null);
  const found = signals.length > 0 || last?.startsBy === 'shift';
  return {
    verdict: found ? ('signal' as const) : last?.limits == null ? ('insufficient' as const) : ('normal' as const),
    points: points.map((point, i) => {
      const drawn = point.partial ? undefined : chart.points[i];
      const value = drawn === undefined ? shareOf(point) : drawn.value;
      return { ...point, value, range: drawn?.range ?? null, signal: way(drawn?.signal ?? null) };
    }),
    segments,
  };
}
