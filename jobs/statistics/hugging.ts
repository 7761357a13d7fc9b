/** Clocks that may still stop on a day, and those that did. */
type OnDay = { open: number; stopped: number };

/**
 * 临限办结集中: `open` clocks reached the day the limit ends, `stopped` on it in time. `share` is the second in the first,
 * `before` and `after` the same of the day before and after (null of too few), `excess` how many stopped more than at
 * the higher of these two shares, `z` standard errors above it. `found`: both the size and the number convince.
 */
export type Hugging = {
  open: number;
  stopped: number;
  share: number;
  before: number | null;
  after: number | null;
  excess: number;
  z: number;
  found: boolean;
};

/** Clocks that must reach the limit's day, or a day beside it, before its share is told. */
const LEAST_OPEN = 50;
const LEAST_BESIDE = 20;
/** Standard errors of a chance of one in a thousand, and how many times the higher neighbour's share. */
const LEAST_Z = 3.09;
const LEAST_RATIO = 1.25;

/**
 * Whether clocks stop on the last day of their limit more often than on the days beside it. Of the clocks still running
 * when a day begins, the share that stops on it rises or falls smoothly where nobody looks at the limit; it is compared
 * with the higher of its neighbours (two shares, pooled variance), so that neither a rising nor a falling course is
 * taken for a gathering. Where too few are left to tell the next day's share, the two days before are carried on in a
 * straight line instead. `days[d]` clocks stopped after d days, `lateDays[d]` of them late; null where fewer than 50
 * reached the day, where the limit is under two days, or where these clocks had other limits too.
 */
export function hugging(days: readonly number[], lateDays: readonly number[], limit: number): Hugging | null {
  const late = (day: number) => lateDays[day] ?? 0;
  const met = (day: number) => (days[day] ?? 0) - late(day);
  const otherLimit = days.some((_, day) => (day < limit ? late(day) > 0 : day > limit && met(day) > 0));
  if (!Number.isInteger(limit) || limit < 2 || otherLimit) return null;
  // What stopped on a rest day after the limit used no more days, but came after it.
  const stopped = (day: number) => met(day) + late(day === limit + 1 ? limit : -1) + (day > limit ? late(day) : 0);
  const last = Math.max(days.length, limit + 2);
  const at = (day: number): OnDay => {
    let open = 0;
    for (let d = day; d <= last; d++) open += stopped(d);
    return { open, stopped: stopped(day) };
  };
  const [before, here, after] = [at(limit - 1), at(limit), at(limit + 1)];
  if (here.open < LEAST_OPEN) return null;
  const share = ({ open, stopped: n }: OnDay) => (open < LEAST_BESIDE ? null : n / open);
  const carriedOn = { open: before.open, share: Math.min(1, 2 * share(before)! - share(at(limit - 2))!) };
  const next = share(after) === null ? carriedOn : { open: after.open, share: share(after)! };
  const higher = next.share > share(before)! ? next : { open: before.open, share: share(before)! };
  const ratio = higher.share;
  const own = here.stopped / here.open;
  const pooled = (higher.open * ratio + here.stopped) / (higher.open + here.open);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / higher.open + 1 / here.open));
  const z = error === 0 ? 0 : (own - ratio) / error;
  return {
    ...here,
    share: own,
    before: share(before),
    after: share(after),
    excess: Math.max(0, Math.round(here.stopped - here.open * ratio)),
    z,
    found: z >= LEAST_Z && own >= LEAST_RATIO * ratio,
  };
}
