import type { Db } from '../database.ts';
import { visitHistogram } from '../histogram.ts';
import { standingOf, type Standing } from '../standing-word.ts';
import { CUBE, RUNNING, VERDICTS } from '../vocabulary.ts';
import { cubeNow } from './cube.ts';
import type { Ground } from './ground.ts';

const OVERDUE = VERDICTS.indexOf('overdue');

/** The cube does not know at which stage an open case is. */
export const standsInCube = (g: Ground): boolean => g.standing && g.stage === null;

/** How the open cases of these units stand, and how many so; `groups`: of these alone. */
export async function standings(
  db: Db,
  g: Ground,
  units: readonly number[],
  groups: { has(grp: number): boolean } = g.groups,
): Promise<(Standing & { unit: number; n: number })[]> {
  const found: (Standing & { unit: number; n: number })[] = [];
  for (const { unit, hist } of await cubeNow(db, g, units, CUBE.open)) {
    visitHistogram(hist, (grp, days, _verdict, n) => {
      if (groups.has(grp)) found.push({ ...standingOf(days), unit, n });
    });
  }
  return found;
}

/** Running clocks of these units by stage (or of one), and those past their deadline. They count clocks, not cases. */
export async function runningInCube(
  db: Db,
  g: Ground,
  units: readonly number[],
  only?: number,
): Promise<{ unit: number; stage: number; open: number; overdue: number }[]> {
  const rows = await cubeNow(db, g, units, only === undefined ? only : RUNNING + only);
  return rows.flatMap(({ unit, stage, hist }) => {
    if (stage === CUBE.open) return [];
    const sum = { unit, stage: stage - RUNNING, open: 0, overdue: 0 };
    visitHistogram(hist, (grp, _days, verdict, n) => {
      if (!g.groups.has(grp)) return;
      sum.open += n;
      if (verdict === OVERDUE) sum.overdue += n;
    });
    return sum.open === 0 ? [] : [sum];
  });
}
