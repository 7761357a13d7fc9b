import type { ScoreFormula } from '../../sql/read-ground/settings.ts';

/**
 * 得分: what share of a target's points a figure earns, as the customer's own dated formula has it. Between 目标值 and 挑战值
 * the share rises evenly; without a 挑战值 it stays at `target`. Short of 目标值 it loses `short` of the points for each unit
 * missed (a percentage point of a share, 1 of a count or a mean), down to `least`. `gap` is positive where the figure is better than
 * its 目标值, `reach` the way from there to the 挑战值, both in such units.
 */
export function scoreOf(
  formula: ScoreFormula,
  { points, gap, reach }: { points: number; gap: number; reach: number | null },
): number {
  if (gap < 0) return points * Math.max(formula.least, formula.target + gap * formula.short);
  const way = reach === null ? 0 : reach <= 0 ? 1 : Math.min(1, gap / reach);
  return points * (formula.target + (formula.challenge - formula.target) * way);
}
