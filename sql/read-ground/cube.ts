import { sql } from 'kysely';
import { copyOut, ints } from '../copy-out.ts';
import type { Db } from '../database.ts';
import { visitHistogram } from '../histogram.ts';
import { monthOf, monthText, NOW, piecesOfMonths } from '../piece.ts';
import { VERDICTS } from '../vocabulary.ts';
import type { Group } from './group.ts';
import type { Month } from './month.ts';

/** The cube, or as it stood when each month was closed: months that are not closed have no rows then. */
export const cubeTable = (reported = false) => sql.table(reported ? 'reported_cube' : 'cube');
/** The pages it was summed from, likewise. */
export const pageTable = (g: { reading: 'restated' | 'reported' }) =>
  sql.table(g.reading === 'reported' ? 'reported_page' : 'case_page');

/** Parts of the cube of one unit, stage and calendar month: their histograms joined. */
export type CubeRow = { unit: number; stage: number; month: Month; hist: Uint8Array };

/**
 * The cube of these units and stages, from a month (absent: the first) to a month, a row per month. `reported`: as it stood
 * when each month was closed; months that are not closed have no rows then.
 */
export async function cubeRows(
  db: Db,
  g: { origin: number; ruleSet: number },
  ask: { units: readonly number[]; stages: readonly number[]; from?: Month; to: Month; reported?: boolean },
): Promise<CubeRow[]> {
  const { first, last } = piecesOfMonths(monthOf(ask.from ?? '0000-01'), monthOf(ask.to));
  const rows = await copyOut(
    db,
    sql`select unit, stage::int, piece / 2, string_agg(hist, ''::bytea) ${cells(g, { ...ask, first, last })} group by 1, 2, 3`,
    { unit: 'int4', stage: 'int4', month: 'int4', hist: 'bytea' },
  );
  return rows.map((row) => ({ ...row, month: monthText(row.month) }));
}

/**
 * The same of one stage in fewer rows: a row per unit and stretch of months. A stretch begins with each of `starts`, the
 * last one ends with `to`; a row's month is its stretch's first.
 */
export async function cubeStretches(
  db: Db,
  g: { origin: number; ruleSet: number },
  ask: { units: readonly number[]; stage: number; starts: readonly Month[]; to: Month; reported?: boolean },
): Promise<Omit<CubeRow, 'stage'>[]> {
  const starts = [...new Set(ask.starts)].filter((month) => month <= ask.to).sort();
  const { first, last } = piecesOfMonths(monthOf(starts[0]!), monthOf(ask.to));
  const rows = await copyOut(
    db,
    sql`select unit, width_bucket(piece / 2, ${ints(starts.map(monthOf))}), string_agg(hist, ''::bytea)
      ${cells(g, { ...ask, stages: [ask.stage], first, last })} group by 1, 2`,
    { unit: 'int4', stretch: 'int4', hist: 'bytea' },
  );
  return rows.map(({ unit, stretch, hist }) => ({ unit, month: starts[stretch - 1]!, hist }));
}

/** The same over the whole period: a row per unit and stage. */
export async function cubeSums(
  db: Db,
  g: { origin: number; ruleSet: number },
  ask: { units: readonly number[]; stages: readonly number[]; from: Month; to: Month; reported?: boolean },
): Promise<Omit<CubeRow, 'month'>[]> {
  const { first, last } = piecesOfMonths(monthOf(ask.from), monthOf(ask.to));
  return copyOut(
    db,
    sql`select unit, stage::int, string_agg(hist, ''::bytea) ${cells(g, { ...ask, first, last })} group by 1, 2`,
    { unit: 'int4', stage: 'int4', hist: 'bytea' },
  );
}

/** How the open cases of these units stand: a row per unit and stage, of CUBE.open and of running clocks, or of one of them. */
export function cubeNow(
  db: Db,
  { origin, ruleSet }: { origin: number; ruleSet: number },
  units: readonly number[],
  stage?: number,
): Promise<Omit<CubeRow, 'month'>[]> {
  return copyOut(
    db,
    sql`select unit, stage::int, hist from cube where origin = ${sql.lit(origin)} and rule_set = ${sql.lit(ruleSet)}
      and piece = ${sql.lit(NOW)} and unit = any(${ints(units)})
        ${stage === undefined ? sql`` : sql`and stage = ${sql.lit(stage)}`}`,
    { unit: 'int4', stage: 'int4', hist: 'bytea' },
  );
}

/** The parts of these units and stages between two pieces. */
const cells = (
  { origin, ruleSet }: { origin: number; ruleSet: number },
  ask: { units: readonly number[]; stages: readonly number[]; first: number; last: number; reported?: boolean },
) => sql`from ${ask.reported ? sql`reported_cube` : sql`cube`}
    where origin = ${sql.lit(origin)} and rule_set = ${sql.lit(ruleSet)}
      and piece between ${sql.lit(ask.first)} and ${sql.lit(ask.last)}
      and stage = any(${ints(ask.stages)}) and unit = any(${ints(ask.units)})`;

/** Stopped clocks counted; `days[d]` and `lateDays[d]` leave undecidable clocks out, which have no duration. */
export type Tally = {
  n: number;
  met: number;
  late: number;
  noLimit: number;
  undecidable: number;
  days: number[];
  lateDays: number[];
};

export const decided = (t: Tally): number => t.met + t.late;

/** Adds up the clocks of the groups that `groups` holds. */
export function tally(rows: Iterable<{ hist: Uint8Array }>, groups: ReadonlyMap<number, Group>): Tally {
  const t: Tally = { n: 0, met: 0, late: 0, noLimit: 0, undecidable: 0, days: [], lateDays: [] };
  const count = (counts: number[], day: number, n: number) => {
    while (counts.length <= day) counts.push(0);
    counts[day]! += n;
  };
  for (const { hist } of rows)
    visitHistogram(hist, (grp, day, verdict, n) => {
      if (!groups.has(grp)) return;
      const word = VERDICTS[verdict];
      t.n += n;
      if (word === 'undecidable') t.undecidable += n;
      else count(t.days, day, n);
      if (word === 'overdue') count(t.lateDays, day, n);
      if (word === 'met') t.met += n;
      else if (word === 'overdue') t.late += n;
      else if (word === 'no-limit') t.noLimit += n;
    });
  return t;
}
