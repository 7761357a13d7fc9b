import type { TargetRow } from '../sql/read-ground/targets.ts';

/** The target of a figure, and the gap to it: figure − 目标值, turned round where less is better, so that + is always good. */
export function gapTo(
  targets: readonly TargetRow[],
  of: { unit: string; measure: string; part: string },
  told: number | null,
) {
  const found = targets.find((t) => t.unit === of.unit && t.measure === of.measure && t.part === of.part);
  if (found === undefined) return null;
  const { direction, value, challenge, from } = found;
  const gap = told === null ? null : direction === 'higher' ? told - value : value - told;
  return { direction, value, challenge, from, gap };
}
