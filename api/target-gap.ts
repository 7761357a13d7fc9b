import { scoreOf } from '../jobs/measures/score.ts';
import type { ScoreFormula } from '../sql/read-ground/settings.ts';
import type { TargetRow } from '../sql/read-ground/targets.ts';

/** The targets of a question's units, and the formula that makes scores of them, where a customer gave one. */
type Targets = { targets: readonly TargetRow[]; scoring: ScoreFormula | null };

/** The target of a figure, and the gap to it: figure − 目标值, turned round where less is better, so that + is always good. */
export function gapTo(
  { targets, scoring }: Targets,
  of: { unit: string; measure: string; part: string; share: boolean },
  told: number | null,
) {
  const found = targets.find((t) => t.unit === of.unit && t.measure === of.measure && t.part === of.part);
  if (found === undefined) return null;
  const { direction, value, challenge, points, from } = found;
  const better = (figure: number) => (direction === 'higher' ? figure - value : value - figure);
  const gap = told === null ? null : better(told);
  const units = of.share ? 100 : 1;
  const score =
    scoring === null || points === null || gap === null
      ? null
      : scoreOf(scoring, { points, gap: gap * units, reach: challenge === null ? null : better(challenge) * units });
  return { direction, value, challenge, from, gap, points, score };
}
