/** The axis of the timeline: whole years, and where a day lies on it. */
export type Years = { first: number; last: number; at(date: string): number };

/** From the first year any limit begins to two years after the data, or later where a limit says so. Dates YYYY-MM-DD. */
export function yearsOf(limits: readonly { from: string | null; to: string | null }[], dataDay: string): Years {
  const years = limits.flatMap(({ from, to }) => [from, to]).flatMap((day) => (day === null ? [] : [yearOf(day)]));
  const first = Math.min(yearOf(dataDay), ...years);
  const last = Math.max(yearOf(dataDay) + 2, ...years);
  const span = last + 1 - first;
  return { first, last, at: (date) => clamp((yearOf(date) + dayShare(date) - first) / span) };
}

/** Years that carry a label: no more than about eight. */
export function ticksOf({ first, last }: Years): number[] {
  const step = [1, 2, 5, 10].find((n) => (last + 1 - first) / n <= 8) ?? 10;
  const ticks: number[] = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year);
  return ticks;
}

const yearOf = (date: string): number => Number(date.slice(0, 4));
const dayShare = (date: string): number =>
  (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000 / 366;
const clamp = (share: number): number => Math.min(1, Math.max(0, share));
