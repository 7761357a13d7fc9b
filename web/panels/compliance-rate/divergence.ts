import type { ComplianceRateReply } from '../../../api/contract/compliance-rate.ts';
import type { OpenStockReply } from '../../../api/contract/open-stock.ts';

type Group = ComplianceRateReply['groups'][number];
/** Under this many decided cases a rate is a small sample. */
export const LEAST_N = 50;
/** Share of change below which a rise is not worth a sentence. */
const LEAST_RISE = 0.05;

export const rateOf = (share: { n: number; met: number } | null): number | null =>
  share && share.n > 0 ? share.met / share.n : null;

/** Change of a group's rate against an earlier period; null where either side has too few cases to compare. */
export function change(group: Group, against: 'previousPeriod' | 'previousYear'): number | null {
  const before = group[against];
  if (before === null || Math.min(group.n, before.n) < LEAST_N) return null;
  return group.met / group.n - before.met / before.n;
}

/**
 * The finished rate of a group rises while open overdue cases rise too: late cases are left open. Groups with fewer than
 * 50 decided cases say nothing.
 */
export function divergence(
  groups: Group[],
  stock: Pick<OpenStockReply, 'overdue' | 'previousMonth'> | null,
): { group: Group['group']; points: number; before: number; now: number; relative: number } | null {
  const before = stock?.previousMonth?.overdue ?? 0;
  if (!stock || before === 0) return null;
  const relative = stock.overdue / before - 1;
  if (relative < LEAST_RISE) return null;
  const rising = groups
    .filter((group) => group.n >= LEAST_N)
    .map((group) => ({ group: group.group, points: change(group, 'previousPeriod') ?? 0 }))
    .filter(({ points }) => points >= 0.0005)
    .sort((a, b) => b.points - a.points)[0];
  return rising ? { ...rising, before, now: stock.overdue, relative } : null;
}
