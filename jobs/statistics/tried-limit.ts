/** Clocks beyond a limit in whole days; `days[d]` clocks used d of them. */
export const beyond = (days: readonly number[], limit: number): number =>
  days.reduce((sum, n, used) => (used > limit ? sum + n : sum), 0);

/** Running clocks that used so many days. */
export type RunningDays = { used: number; paused: boolean; n: number };

/**
 * Running clocks that a limit would make overdue. A clock that has used exactly the limit is past it once its last day has
 * ended with the ball still here: `dayEnded` says that the last day the data covers is over or counts for nobody.
 */
export const runningBeyond = (clocks: readonly RunningDays[], limit: number, dayEnded: boolean): number =>
  clocks.reduce(
    (sum, { used, paused, n }) => (used > limit || (used === limit && dayEnded && !paused) ? sum + n : sum),
    0,
  );
