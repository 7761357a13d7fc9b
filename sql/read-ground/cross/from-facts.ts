import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../database.ts';
import { monthOf, monthText, piecesOfMonths } from '../../piece.ts';
import { status } from '../../status.ts';
import { GRADES } from '../../vocabulary.ts';
import { callbacks, CALLBACKS } from '../callbacks.ts';
import { complaints, COMPLAINTS } from '../complaints.ts';
import { pageTable } from '../cube.ts';
import { archivedIn, customerSum } from '../customers.ts';
import type { Ground } from '../ground.ts';
import { isLate, lateClocks } from '../late.ts';
import { openCases } from '../stock.ts';
import { inSubtree, ofGroup } from '../within.ts';
import type { CrossMeasure, Dimension } from '../../cross-table.ts';
import { depthOf, factColumn } from './dimension.ts';
import { stagesOf } from './from-cube.ts';
import { isTimed } from './measure.ts';
import type { Slices } from './slices.ts';
import { adderTo, sumAt, type Sums } from './sums.ts';

type Ask = {
  dimensions: readonly Dimension[];
  measures: readonly CrossMeasure[];
  slices: Slices;
  bands: readonly number[];
};
type Row<More> = More & { key: string[] };

const NONE = sql`null::text`;

/** `select key, …` grouped by the dimensions' values. */
async function grouped<More>(
  db: Db,
  ask: Ask,
  columns: Parameters<typeof factColumn>[1],
  counts: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  more: RawBuilder<unknown> = sql``,
): Promise<Row<More>[]> {
  const key = ask.dimensions.map((dimension) => factColumn(dimension, columns, ask.bands));
  const { rows } = await sql<Row<More>>`
    select array[${sql.join(key)}]::text[] as key, ${counts} from ${from} group by 1 ${more}`.execute(db);
  return rows.map((row) => ({
    ...row,
    key: row.key.map((value, i) => {
      const dimension = ask.dimensions[i]!;
      const depth = depthOf(dimension);
      if (depth !== null) return ask.slices.at(Number(value), depth);
      return dimension === 'month' && /^\d+$/.test(value) ? monthText(Number(value)) : value;
    }),
  }));
}

/** Adds measures of stopped clocks by what only the facts know, from the pages the cube was summed from. */
export async function addFromPages(db: Db, g: Ground, ask: Ask, sums: Sums): Promise<void> {
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  const stages = [...new Set(ask.measures.flatMap((measure) => stagesOf(g, measure)))];
  const timed = ask.measures.some(isTimed);
  type Clocks = { class: string; stage: number; verdict: number; days: number; n: number };
  const rows = await grouped<Clocks>(
    db,
    ask,
    { unit: sql`p.unit`, month: sql`(p.piece / 2)::text`, stage: sql`k.stage` },
    sql`f.class, k.stage, k.verdict, ${timed ? sql`k.days` : sql`0`} as days, count(*)::int as n`,
    sql`${pageTable(g)} p cross join lateral unnest(p.case_id, p.stage, p.days, p.verdict) as k(case_id, stage, days, verdict)
      join case_fact f on f.origin = p.origin and f.case_id = k.case_id
      where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')} and ${ofGroup(g)}
        and p.piece between ${first} and ${last} and k.stage = any(${stages}::int[])`,
    sql`, 2, 3, 4, 5`,
  );
  for (const { key, class: of, stage, n, days, verdict } of rows)
    for (const measure of ask.measures)
      if (stagesOf(g, measure).includes(stage))
        adderTo(sumAt(sums, key, measure), measure, { class: of })?.(n, days, verdict);
}

/** Adds measures of the open cases at the data time. */
export async function addOpen(db: Db, g: Ground, ask: Ask, sums: Sums): Promise<void> {
  const internal = ask.measures.includes('internal-overdue');
  const n = (where: RawBuilder<boolean>) => sql`count(*) filter (where ${where})::int`;
  const rows = await grouped<{ all: number; overdue: number; internal: number }>(
    db,
    ask,
    { unit: sql`f.unit`, month: NONE, stage: sql`step.stage` },
    sql`count(*)::int as all, ${n(sql<boolean>`${status} = 'overdue'`)} as overdue,
      ${internal ? n(isLate.internal) : sql`0`} as internal`,
    openCases(g, internal ? lateClocks(g) : undefined),
  );
  const counted = { 'open-overdue': 'overdue', 'internal-overdue': 'internal' } as const;
  for (const { key, ...counts } of rows)
    for (const measure of ask.measures)
      sumAt(sums, key, measure).n += counts[counted[measure as keyof typeof counted] ?? 'all'];
}

/** The grades that have points: all but 不评价. */
const GIVEN = GRADES.filter((grade) => grade !== 'no-opinion');

/** Adds measures of the callbacks of the period. */
export async function addCallbacks(db: Db, g: Ground, ask: Ask, sums: Sums): Promise<void> {
  const of = (kind: keyof typeof CALLBACKS) => sql`count(*) filter (where ${CALLBACKS[kind]})::int as ${sql.ref(kind)}`;
  const kinds = ['due', 'made', 'opinion', 'positive', 'graded', ...GIVEN] as const;
  const rows = await grouped<Record<(typeof kinds)[number], number>>(
    db,
    ask,
    {
      unit: sql`f.unit`,
      month: sql`to_char(coalesce(b.made, b.due) at time zone ${g.zone}, 'YYYY-MM')`,
      stage: NONE,
    },
    sql.join(kinds.map(of)),
    callbacks(g, g.basis.from, g.basis.to),
  );
  for (const { key, ...counts } of rows)
    for (const measure of ask.measures) {
      const sum = sumAt(sums, key, measure);
      if (measure === 'satisfaction-score') {
        sum.n += counts.graded;
        GIVEN.forEach((grade, i) => (sum.grades[i] = (sum.grades[i] ?? 0) + counts[grade]));
        continue;
      }
      const [n, hits] = measure === 'callback-rate' ? (['due', 'made'] as const) : (['opinion', 'positive'] as const);
      sum.n += counts[n];
      sum.hits += counts[hits];
    }
}

/** Adds the first complaints of the period and the customers of the cases archived in it. */
export async function addComplaints(db: Db, g: Ground, ask: Ask, sums: Sums): Promise<void> {
  const month = (at: RawBuilder<unknown>) => sql`to_char(${at} at time zone ${g.zone}, 'YYYY-MM')`;
  const first = (about: RawBuilder<unknown>) => sql`count(*) filter (where ${about} and ${COMPLAINTS.first})::int`;
  const said = await grouped<{ hits: number; unlinked: number }>(
    db,
    ask,
    { unit: sql`p.unit`, month: month(sql`m.made`), stage: NONE },
    sql`${first(sql`f.case_id is not null`)} as hits, ${first(sql`f.case_id is null`)} as unlinked`,
    complaints(g, g.basis.from, g.basis.to),
  );
  const archived = await grouped<{ n: number }>(
    db,
    ask,
    { unit: sql`f.unit`, month: month(sql`f.ended`), stage: NONE },
    sql`${customerSum} as n`,
    sql`case_fact f where ${archivedIn(g)}`,
  );
  for (const { key, n, hits, unlinked } of [
    ...said.map((row) => ({ n: 0, ...row })),
    ...archived.map((row) => ({ hits: 0, unlinked: 0, ...row })),
  ])
    for (const measure of ask.measures) {
      const sum = sumAt(sums, key, measure);
      sum.n += n;
      sum.hits += hits;
      sum.unlinked += unlinked;
    }
}
