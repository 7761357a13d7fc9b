import type { Db } from '../database.ts';
import type { CrossMeasure, Dimension } from '../cross-table.ts';
import { depthOf, inCube, orderOf, valueOf, type Value } from '../read-ground/cross/dimension.ts';
import { addFromCube } from '../read-ground/cross/from-cube.ts';
import { addCallbacks, addComplaints, addFromPages, addOpen } from '../read-ground/cross/from-facts.ts';
import { COUNTED, fits, isConnectTime, isTimed } from '../read-ground/cross/measure.ts';
import { slicesOf } from '../read-ground/cross/slices.ts';
import type { Sum, Sums } from '../read-ground/cross/sums.ts';
import { withoutConnectTime } from '../read-ground/kept-connect-time.ts';
import { deliveredOf } from '../read-ground/delivered.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

export type CrossQuestion = Question & {
  dimensions: readonly Dimension[];
  measures: readonly CrossMeasure[];
  /** What the source must deliver for each of them. */
  needs: (measure: CrossMeasure) => readonly string[];
  /** Where the bands of the capacity meet, rising. */
  bands: readonly number[];
};

/** Levels of units below the chosen one above which no percentile is taken from facts. */
const FACT_LEVELS = 1;

/** The inner cells of a cross table: per value of every dimension what each measure counts. A case is in one cell only. */
export async function crossTable(db: Db, scope: Scope, question: CrossQuestion, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const { dimensions, bands } = question;
  const slices = await slicesOf(db, g, Math.max(0, ...dimensions.map((d) => depthOf(d) ?? 0)));
  const fromCube = inCube(dimensions);
  const delivered = await deliveredOf(db, g);
  const unkept = question.measures.some(isConnectTime) ? await withoutConnectTime(db, g) : [];
  const lacksOf = (m: CrossMeasure): 'field' | 'frozen' | null => {
    if (!question.needs(m).every((field) => delivered.includes(field))) return 'field';
    return isConnectTime(m) && unkept.length > 0 ? 'frozen' : null;
  };
  const told = question.measures.filter(
    (m) => lacksOf(m) === null && fits(m, dimensions) && (!isTimed(m) || fromCube || slices.levels <= FACT_LEVELS),
  );
  const of = (from: (typeof COUNTED)[CrossMeasure]['from']) => told.filter((m) => COUNTED[m].from === from);
  const sums: Sums = new Map();
  const ask = { dimensions, slices, bands };
  const [clocks, open, calls, said] = [of('clocks'), of('open'), of('callbacks'), of('complaints')];
  if (clocks.length > 0) await (fromCube ? addFromCube : addFromPages)(db, g, { ...ask, measures: clocks }, sums);
  if (open.length > 0) await addOpen(db, g, { ...ask, measures: open }, sums);
  if (calls.length > 0) await addCallbacks(db, g, { ...ask, measures: calls }, sums);
  if (said.length > 0) await addComplaints(db, g, { ...ask, measures: said }, sums);

  const cells = [...sums.values()].filter(({ of }) =>
    [...of.values()].some(({ n, hits, unlinked }) => n + hits + unlinked !== 0),
  );
  const values = dimensions.map((dimension, i): Map<string, Value> => {
    const slice = depthOf(dimension) !== null;
    const stored = [...new Set(cells.map(({ key }) => key[i]!))];
    stored.sort(slice ? slices.order : orderOf(g, dimension));
    return new Map(stored.map((one) => [one, slice ? slices.valueOf(one) : valueOf(g, dimension, one, bands)]));
  });
  const place = values.map((all) => new Map([...all.keys()].map((value, i) => [value, i])));
  return {
    basis: {
      ...inReading(g),
      readFrom: fromCube && open.length + calls.length + said.length === 0 ? ('cube' as const) : ('facts' as const),
    },
    levels: slices.levels,
    unkept,
    values: values.map((all) => [...all.values()]),
    measures: question.measures.map((measure) => ({
      measure,
      told: told.includes(measure),
      lacks: lacksOf(measure),
      shows: COUNTED[measure].shows,
      n: COUNTED[measure].n,
      hits: COUNTED[measure].hits,
    })),
    cells: cells.map(({ key, of }) => ({
      at: key.map((value, i) => place[i]!.get(value)!),
      sums: question.measures.map((measure): Sum | null => of.get(measure) ?? null),
    })),
  };
}
