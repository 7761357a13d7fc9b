/** Bars beyond this many limits are gathered in the last one; without a limit, beyond so many days. */
const LIMITS = 3;
const DAYS = 45;

/** Where the bars end: the index of the last bar, and whether it gathers every longer clock. */
export function lastBar(days: readonly number[], limit: number | null): { last: number; tail: boolean } {
  const most = limit === null ? DAYS : Math.max(LIMITS * Math.ceil(limit), 10);
  return days.length - 1 > most ? { last: most, tail: true } : { last: days.length - 1, tail: false };
}

/** Clocks per bar, index = used days. */
export function bars(days: readonly number[], { last }: { last: number }): number[] {
  const head = days.slice(0, last + 1);
  const rest = days.slice(last + 1).reduce((sum, n) => sum + n, 0);
  return head.map((n, day) => (day === last ? n + rest : n));
}
