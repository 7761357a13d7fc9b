import type { Db } from '../../database.ts';
import { HistogramReader } from '../../histogram.ts';
import { cubeRows, cubeSums, type CubeRow } from '../cube.ts';
import type { Ground } from '../ground.ts';
import type { Group } from '../group.ts';
import type { CrossMeasure, Dimension } from '../../cross-table.ts';
import { depthOf } from './dimension.ts';
import { COUNTED } from './measure.ts';
import type { Slices } from './slices.ts';
import { adderTo, sumAt, type Adder, type Sums } from './sums.ts';

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
  const whole = { units: [...terms.keys()], stages, from: g.basis.from, to: g.basis.to, reported };
  const rows = dimensions.includes('month') ? await cubeRows(db, g, whole) : await cubeSums(db, g, whole);
  for (const row of rows) {
    const { unit, stage, hist } = row;
    const counted = measures.filter((measure) => stagesOf(g, measure).includes(stage));
    const at = (of: number, group: Group): string[] =>
      dimensions.map((dimension) => {
        const depth = depthOf(dimension);
        if (depth !== null) return slices.at(of, depth);
        if (dimension === 'month') return (row as CubeRow).month;
        return dimension === 'stage' ? String(stage) : group[dimension as 'class' | 'business'];
      });
    const adders = new Map<number, Adder[]>();
    const adderOf = (grp: number): Adder[] => {
      const group = g.groups.get(grp);
      if (group === undefined) return [];
      return terms.get(unit)!.flatMap(({ of, sign }) => {
        const key = at(of, group);
        return counted.flatMap((measure) => adderTo(sumAt(sums, key, measure), measure, group, sign) ?? []);
      });
    };
    const reader = new HistogramReader(hist);
    while (reader.nextGroup()) {
      let into = adders.get(reader.grp);
      if (into === undefined) adders.set(reader.grp, (into = adderOf(reader.grp)));
      if (into.length === 0) continue;
      while (reader.nextEntry()) for (const add of into) add(reader.n, reader.days, reader.verdict);
    }
  }
}
