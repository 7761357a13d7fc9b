import type { Db } from '../../database.ts';
import { visitHistogram } from '../../histogram.ts';
import { cubeRows } from '../cube.ts';
import type { Ground } from '../ground.ts';
import type { CrossMeasure, Dimension } from '../../cross-table.ts';
import { depthOf } from './dimension.ts';
import { COUNTED } from './measure.ts';
import type { Slices } from './slices.ts';
import { addClocks, sumAt, type Sum, type Sums } from './sums.ts';

/** Rows of the cube a measure is counted from. */
export const stagesOf = (g: Ground, measure: CrossMeasure): number[] => {
  const { stage } = COUNTED[measure];
  return stage === 'assessed' ? g.stages.filter((s) => s.assessed).map((s) => s.stage) : [stage!];
};

/** Adds measures of stopped clocks, from the cube: exact at every level of the tree, whatever its size. */
export async function addFromCube(
  db: Db,
  g: Ground,
  ask: { dimensions: readonly Dimension[]; measures: readonly CrossMeasure[]; slices: Slices },
  sums: Sums,
): Promise<void> {
  const { dimensions, measures, slices } = ask;
  const terms = new Map<number, { of: number; sign: 1 | -1 }[]>();
  for (const { unit, of, sign } of slices.terms()) terms.set(unit, [...(terms.get(unit) ?? []), { of, sign }]);
  const stages = [...new Set(measures.flatMap((measure) => stagesOf(g, measure)))];
  const reported = g.reading === 'reported';
  const rows = await cubeRows(db, g, {
    units: [...terms.keys()],
    stages,
    from: g.basis.from,
    to: g.basis.to,
    reported,
  });
  for (const { unit, stage, month, hist } of rows) {
    const counted = measures.filter((measure) => stagesOf(g, measure).includes(stage));
    for (const { of, sign } of terms.get(unit)!) {
      const byGroup = new Map<number, { measure: CrossMeasure; sum: Sum }[]>();
      visitHistogram(hist, (grp, days, verdict, n) => {
        const group = g.groups.get(grp);
        if (group === undefined) return;
        let into = byGroup.get(grp);
        if (into === undefined) {
          const key = dimensions.map((dimension) => {
            const depth = depthOf(dimension);
            if (depth !== null) return slices.at(of, depth);
            if (dimension === 'month') return month;
            return dimension === 'stage' ? String(stage) : group[dimension as 'class' | 'business'];
          });
          byGroup.set(grp, (into = counted.map((measure) => ({ measure, sum: sumAt(sums, key, measure) }))));
        }
        for (const { measure, sum } of into) addClocks(sum, measure, group, { n: sign * n, days, verdict });
      });
    }
  }
}
