import { cumulativeIncidence } from '../jobs/statistics/cumulative-incidence.ts';
import { kaplanMeier, openAfter, type Survival } from '../jobs/statistics/kaplan-meier.ts';
import { beyond } from '../jobs/statistics/tried-limit.ts';

/** The curve ends where fewer clocks are at risk: what follows hangs on a handful. */
export const LEAST = 10;

/** Clocks by whole days used: at their entry, when they stopped or were cut off, and of those still under way. */
type Seen = {
  entered: readonly number[];
  finished: readonly number[];
  withdrawn: readonly number[];
  running: readonly number[];
};

const sum = (days: readonly number[]): number => days.reduce((all, n) => all + n, 0);

/** Adds the curve, what it says at the limit, and its median and P90. */
export function survival({ entered, finished, withdrawn, running }: Seen, limit: number | null) {
  const observed = { entered, ended: [finished, withdrawn], censored: running };
  const whole = kaplanMeier(observed);
  const curve = whole.slice(0, lastOf(whole) + 1);
  const causes = cumulativeIncidence(observed);
  const done = sum(finished);
  const finishedOnly = (day: number) => (done === 0 ? null : beyond(finished, day) / done);
  const { open, low, high } = (limit === null ? null : openAfter(curve, limit)) ?? { open: 1, low: 1, high: 1 };
  const dayWhere = (share: number) => curve.find((point) => point.open <= share + 1e-12)?.day ?? null;
  return {
    n: done + sum(withdrawn) + sum(running),
    entered: sum(entered),
    finished: done,
    withdrawn: sum(withdrawn),
    running: sum(running),
    atLimit:
      limit === null || (curve.at(-1)?.day ?? -1) < limit
        ? null
        : { open, low, high, finishedOnly: finishedOnly(limit) },
    median: dayWhere(0.5),
    p90: dayWhere(0.1),
    least: LEAST,
    points: curve.map(({ day, atRisk, open, low, high }, i) => ({
      day,
      atRisk,
      finished: finished[day] ?? 0,
      withdrawn: withdrawn[day] ?? 0,
      running: running[day] ?? 0,
      open,
      low,
      high,
      incidence: causes[i]!.share[1]!,
      finishedOnly: finishedOnly(day),
    })),
  };
}

/** Index of the last day before fewer than LEAST are at risk; -1 where they never were. */
function lastOf(curve: readonly Survival[]): number {
  const first = curve.findIndex(({ atRisk }) => atRisk >= LEAST);
  if (first < 0) return -1;
  const end = curve.findIndex(({ atRisk }, i) => i > first && atRisk < LEAST);
  return end < 0 ? curve.length - 1 : end - 1;
}
