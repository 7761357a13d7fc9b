import type { StageStripReply } from '../../../api/contract/stage-strip.ts';

export type Stage = StageStripReply['stages'][number];
/** Under this many decided cases a rate is a small sample (visual language §2). */
export const LEAST_N = 50;
/** Where the limit lines stand, as a share of the width: the same in every histogram. */
const LIMIT_AT = 0.46;

export type Bar = { day: number; x: number; width: number; share: number; n: number; late: boolean };
/** `slot`: the width of a day; `most`: the longest limit whose late clocks the bars still tell. */
export type Histogram = {
  bars: Bar[];
  limitAt: number | null;
  at: (days: number) => number;
  slot: number;
  most: number;
};

/**
 * Bars of one stage in a box of width 1, scaled so that the limit stands at one place in all of them; days that do not
 * fit are gathered in the last bar. A day takes its own bar: used days 0 … limit lie left of the line.
 */
export function histogram(stage: Pick<Stage, 'histogram' | 'limit' | 'tail'>): Histogram {
  const last = Math.max(stage.histogram.length - 1, 1);
  const slots = stage.limit === null ? Math.min(last + 1, 60) : Math.ceil((stage.limit + 1) / LIMIT_AT);
  const width = stage.limit === null ? 1 / slots : LIMIT_AT / (stage.limit + 1);
  const counts = new Array<number>(slots).fill(0);
  stage.histogram.forEach((n, day) => (counts[Math.min(day, slots - 1)]! += n));
  const most = Math.max(...counts, 1);
  const bars = counts.flatMap((n, day): Bar[] =>
    n === 0
      ? []
      : [
          {
            day,
            x: day * width,
            width: Math.min(width, 1 - day * width),
            share: n / most,
            n,
            late: stage.limit !== null && day > stage.limit,
          },
        ],
  );
  const at = (days: number) => Math.min((days + 0.5) * width, 1);
  const told = stage.tail ? stage.histogram.length - 2 : Infinity;
  const longest = Math.max(0, Math.min(told, slots - 2));
  return { bars, limitAt: stage.limit === null ? null : LIMIT_AT, at, slot: width, most: longest };
}

/** Clocks that used more days than a limit, of those whose days are known. */
export function beyond({ histogram }: Pick<Stage, 'histogram'>, limit: number): { late: number; n: number } {
  const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0);
  return { late: sum(histogram.slice(limit + 1)), n: sum(histogram) };
}

/** The stage with the highest late share among those with enough cases; null where none has a late one. */
export function worst(stages: Stage[]): Stage | null {
  const rated = stages.filter((stage) => stage.decided >= LEAST_N && stage.late > 0);
  return rated.reduce<Stage | null>((top, s) => (top && top.late / top.decided >= s.late / s.decided ? top : s), null);
}

const ORDER = ['hv-single', 'hv-dual', 'lv-resident', 'lv-nonresident'];

/** Limits of the classes whose code begins so, in class order, each value once: `20 / 45`; '' without any. */
export function limitsOf(stage: Stage, group: 'hv' | 'lv'): string {
  const own = stage.limits.filter((limit) => limit.class.startsWith(`${group}-`));
  own.sort((a, b) => ORDER.indexOf(a.class) - ORDER.indexOf(b.class));
  return [...new Set(own.map((limit) => String(limit.value)))].join(' / ');
}
