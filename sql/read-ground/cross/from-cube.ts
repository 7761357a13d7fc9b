import { sql } from 'kysely';
import type { Db } from '../../database.ts';
import { HistogramReader } from '../../histogram.ts';
import { cubeRows, cubeSums, pageTable, type CubeRow } from '../cube.ts';
import type { Ground } from '../ground.ts';
import { keepingOfSource } from '../keeping.ts';
import { kindOf, type Group, type Kind } from '../group.ts';
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
  for (const { unit, of, sign } of slices.terms(await ownersOf(db, g)))
    terms.set(unit, [...(terms.get(unit) ?? []), { of, sign }]);
  const stages = [...new Set(measures.flatMap((measure) => stagesOf(g, measure)))];
  const reported = g.reading === 'reported';
  const whole = { units: [...terms.keys()], stages, from: g.basis.from, to: g.basis.to, reported };
  const rows = dimensions.includes('month') ? await cubeRows(db, g, whole) : await cubeSums(db, g, whole);
  const countedAt = new Map(
    stages.map((stage) => [stage, measures.filter((measure) => stagesOf(g, measure).includes(stage))]),
  );
  const kinds = new Map(Array.from(g.groups.values(), (group) => [group.grp, { group, kind: kindOf(group.class) }]));
  const ofGroup = dimensions.some((dimension) => dimension === 'class' || dimension === 'business');
  for (const row of rows) {
    const { unit, stage, hist } = row;
    const counted = countedAt.get(stage)!;
    const at = (of: number, group: Group): string[] =>
      dimensions.map((dimension) => {
        const depth = depthOf(dimension);
        if (depth !== null) return slices.at(of, depth);
        if (dimension === 'month') return (row as CubeRow).month;
        return dimension === 'stage' ? String(stage) : group[dimension as 'class' | 'business'];
      });
    const addersOf = (group: Group): Adder[] =>
      terms.get(unit)!.flatMap(({ of, sign }) => {
        const key = at(of, group);
        return counted.flatMap((measure) => adderTo(sumAt(sums, key, measure), measure, group, sign) ?? []);
      });
    // Groups of one kind add to the same sums, unless the table tells groups apart.
    const adders = new Map<Group | Kind, Adder[]>();
    const reader = new HistogramReader(hist);
    while (reader.nextGroup()) {
      const found = kinds.get(reader.grp);
      if (found === undefined) continue;
      const { group, kind } = found;
      const like = ofGroup ? group : kind;
      let into = adders.get(like);
      if (into === undefined) adders.set(like, (into = addersOf(group)));
      if (into.length === 0) continue;
      while (reader.nextEntry()) for (const add of into) add(reader.n, reader.days, reader.verdict);
    }
  }
}

const kept = keepingOfSource<ReadonlySet<number>>(30);

/** Units that hold cases themselves, beside those of the units below them. */
const ownersOf = (db: Db, g: Ground): Promise<ReadonlySet<number>> =>
  kept(g, [g.ruleSet, g.reading], async () => {
    const { rows } = await sql<{ unit: number }>`
      select distinct unit from ${pageTable(g)} where origin = ${g.origin} and rule_set = ${g.ruleSet}`.execute(db);
    return new Set(rows.map((row) => row.unit));
  });
