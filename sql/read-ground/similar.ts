import type { Db } from '../database.ts';
import { CUBE } from '../vocabulary.ts';
import { cubeRows, tally } from './cube.ts';
import type { Ground } from './ground.ts';
import { monthPlus } from './month.ts';

/** Cases of too few similar ones are sought one unit higher. */
const LEAST_N = 50;

/**
 * Archived cases of the last twelve months with the same class and business type: in the case's own unit, or in the lowest
 * one above it (`path`, the highest first) that has 50; `days[d]` took d working days.
 */
export async function similarCases(
  db: Db,
  g: Ground,
  like: { class: string; business: string },
  path: readonly { unit: number; code: string; name: string }[],
) {
  const [from, to] = [monthPlus(g.dataMonth, -11), g.dataMonth];
  const rows = await cubeRows(db, g, { units: path.map(({ unit }) => unit), stages: [CUBE.case], from, to });
  const groups = new Map(
    [...g.groups].filter(([, group]) => group.class === like.class && group.business === like.business),
  );
  const counted = [...path].reverse().map(({ unit, code, name }) => {
    const { days } = tally(
      rows.filter((row) => row.unit === unit),
      groups,
    );
    return { unit: code, unitName: name, from, to, n: days.reduce((sum, n) => sum + n, 0), days };
  });
  return counted.find(({ n }) => n >= LEAST_N) ?? counted.at(-1) ?? null;
}
