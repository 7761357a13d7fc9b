import type { StageOpenReply } from '../../../api/contract/stage-open.ts';

export type Bar = StageOpenReply['bars'][number];

/** Every number of days from the first bar to the last, so that a gap is a gap; the bars that gather stand at their ends. */
export function withGaps(bars: readonly Bar[]): Bar[] {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last.left - first.left + 1 }, (_, i) => {
    const left = first.left + i;
    const none = { left, open: 'no' as const, from: null, to: null, n: 0, overdue: 0, paused: 0 };
    return bars.find((bar) => bar.left === left) ?? none;
  });
}

/** Height of a bar as a share of the highest. */
export const heightOf = (n: number, bars: readonly Bar[]): number => n / Math.max(1, ...bars.map((bar) => bar.n));

/** Clocks that end within so many working days and are not past their deadline. */
export const endingWithin = (bars: readonly Bar[], days: number): number =>
  bars.reduce((sum, bar) => (bar.left >= 0 && bar.left <= days ? sum + bar.n - bar.overdue : sum), 0);

/** First and last deadline of the bars from one number of days to another, for the list behind their sum. */
export function span(bars: readonly Bar[], from: number, to: number): { dueFrom: string | null; dueTo: string | null } {
  const inside = bars.filter(({ left, n }) => n > 0 && left >= from && left <= to);
  return { dueFrom: inside[0]?.from ?? null, dueTo: inside.at(-1)?.to ?? null };
}

const ROOMY = 12;
/** Whether a bar's days are written under it: where there are many bars, under the first, the last and every fifth. */
export const labelled = (bars: readonly Bar[], i: number): boolean =>
  bars.length <= ROOMY || i === 0 || i === bars.length - 1 || (bars[i]!.left % 5 === 0 && i > 2 && i < bars.length - 3);
