import type { Db } from '../database.ts';
import { visitHistogram } from '../histogram.ts';
import { CUBE } from '../vocabulary.ts';
import { cubeRows } from './cube.ts';
import type { Ground } from './ground.ts';

const DAY_MS = 86_400_000;

/** Cases of the question's unit applied for and ended, archived or aborted, on each of the last `count` days that have any. */
export async function flowDays(
  db: Db,
  g: Ground,
  count: number,
): Promise<{ day: string; applied: number; ended: number }[]> {
  if (!g.standing) return [];
  const since = new Date(Date.parse(g.dataDay) - (count - 1) * DAY_MS).toISOString().slice(0, 10);
  const [from, to] = [since.slice(0, 7), g.dataMonth];
  const days = new Map<string, { day: string; applied: number; ended: number }>();
  const stages = [CUBE.applied, CUBE.ended];
  for (const { stage, month, hist } of await cubeRows(db, g, { units: [g.unit.unit], stages, from, to }))
    visitHistogram(hist, (grp, ofMonth, _verdict, n) => {
      const day = `${month}-${String(ofMonth).padStart(2, '0')}`;
      if (!g.groups.has(grp) || day < since || day > g.dataDay) return;
      const counted = days.get(day) ?? { day, applied: 0, ended: 0 };
      counted[stage === CUBE.applied ? 'applied' : 'ended'] += n;
      days.set(day, counted);
    });
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
