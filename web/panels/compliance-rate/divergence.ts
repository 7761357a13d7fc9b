import type { ComplianceRateReply } from '../../../api/contract/compliance-rate.ts';
import type { OpenStockReply } from '../../../api/contract/open-stock.ts';

type Group = ComplianceRateReply['groups'][number];
/** Share of change below which a rise is not worth a sentence. */
const LEAST_RISE = 0.05;

export const rateOf = (share: { n: number; met: number } | null): number | null =>
  share && share.n > 0 ? share.met / share.n : null;

/** Change of a group's rate against the previous period; null where either side has no case. */
export function change(group: Group, against: 'previousPeriod' | 'previousYear'): number | null {
  const now = rateOf(group);
  const before = rateOf(group[against]);
  return now === null || before === null ? null : now - before;
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
    .filter((group) => group.n >= 50)
    .map((group) => ({ group: group.group, points: change(group, 'previousPeriod') ?? 0 }))
    .filter(({ points }) => points >= 0.0005)
    .sort((a, b) => b.points - a.points)[0];
  return rising ? { ...rising, before, now: stock.overdue, relative } : null;
}
