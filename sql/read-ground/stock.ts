import { sql, type RawBuilder } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { sumsOf } from '../histogram.ts';
import type { Standing } from '../standing-word.ts';
import { isOpen, runningClocks, status } from '../status.ts';
import { CUBE, STATUSES, type Instant, type Status } from '../vocabulary.ts';
import { cubeRows } from './cube.ts';
import type { Ground } from './ground.ts';
import { internalSets, isLate, LATE_KINDS, lateClocks, type LateKind } from './late.ts';
import { monthPlus, type Month } from './month.ts';
import { standings, standsInCube } from './standing.ts';
import { iso, monthStart } from './time.ts';
import { nowIn, within, withinClocks } from './within.ts';

/**
 * Open cases `f` of the question with clocks `c` and what these say `s`. With a chosen stage only the cases that now are in it,
 * with one over several stages those where its clock runs.
 * `more`: further joins.
 */
export function openCases(g: Ground, more: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  return sql`case_fact f
    left join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    left join step on step.origin = f.origin and step.step = f.current_step
    cross join ${runningClocks(g.asOf)}
    ${more}
    where ${isOpen(g.asOf)} and ${within(g)} ${g.stage === null ? sql`` : sql`and ${nowIn(g, g.stage.stage)}`}`;
}

/**
 * The open cases' clocks `c` and what they say `s`, without the cases: as `openCases`, where every open case has been
 * judged at the data time and no stage is chosen.
 */
export function openClocks(g: Ground, more: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  return sql`case_clock c cross join ${runningClocks(g.asOf)} ${more} where c.ended is null and ${withinClocks(g)}`;
}

/** Another rule set may be judged a little later than its cases come in. */
export const fromClocks = (g: Ground): boolean => g.primary && g.stage === null;

/** Open cases from where they are told soonest, and there the number of a case. */
export const openSoonest = (g: Ground): { from: RawBuilder<unknown>; caseId: RawBuilder<number> } =>
  fromClocks(g) ? { from: openClocks(g), caseId: sql`c.case_id` } : { from: openCases(g), caseId: sql`f.case_id` };

export type Stock = Record<Status, number>;

/** Open cases by status at the data time. */
export async function stockOf(db: Db, g: Ground): Promise<Stock> {
  if (standsInCube(g)) {
    const all = await standings(db, g, [g.unit.unit]);
    const counted = (status: Status) => all.reduce((sum, one) => sum + (one.status === status ? one.n : 0), 0);
    return Object.fromEntries(STATUSES.map((status) => [status, counted(status)])) as Stock;
  }
  const { rows } = await sql<{ status: Status; n: number }>`
    select ${status} as status, count(*)::int as n from ${fromClocks(g) ? openClocks(g) : openCases(g)}
    group by 1`.execute(db);
  const stock = Object.fromEntries(STATUSES.map((s) => [s, 0])) as Stock;
  for (const row of rows) stock[row.status] = row.n;
  return stock;
}

/** What is late among the open cases, and how; the counts may overlap. */
export async function lateOf(db: Db, g: Ground): Promise<Record<LateKind, number>> {
  if (standsInCube(g)) {
    const all = await standings(db, g, [g.unit.unit]);
    const sum = (late: (one: Standing) => boolean) => all.reduce((n, one) => n + (late(one) ? one.n : 0), 0);
    return {
      stage: sum((one) => one.stage),
      whole: sum((one) => one.whole),
      earlier: sum((one) => one.earlier && one.status !== 'overdue'),
      internal: await pastInternal(db, g),
      provisional: sum((one) => one.provisional),
    };
  }
  const counts = LATE_KINDS.map((kind) => sql`count(*) filter (where ${isLate[kind]})::int as ${sql.ref(kind)}`);
  const { rows } = await sql<Record<LateKind, number>>`
    select ${sql.join(counts)} from ${fromClocks(g) ? openClocks(g, lateClocks(g)) : openCases(g, lateClocks(g))}`.execute(
    db,
  );
  return rows[0]!;
}

/** Some internal rule set beside the one asked for judges the source; most have none. */
export async function hasInternal(db: Db, g: Ground): Promise<boolean> {
  const { rows } = await sql`select ${keptPlan} from ${internalSets(g)} limit 1`.execute(db);
  return rows.length > 0;
}

/** Open cases that are past an internal limit alone. */
async function pastInternal(db: Db, g: Ground): Promise<number> {
  if (!(await hasInternal(db, g))) return 0;
  const { rows } = await sql<{ n: number }>`
    select count(*) filter (where ${isLate.internal})::int as n from ${openClocks(g, lateClocks(g))}`.execute(db);
  return rows[0]!.n;
}

export const stockTotal = (stock: Stock): number => STATUSES.reduce((sum, s) => sum + stock[s], 0);

const countOf = (g: Ground, { hist }: { hist: Uint8Array }): number => sumsOf(hist, (grp) => g.groups.has(grp)).n;

/** Cases applied for, archived and aborted from a month to a month. */
export async function flowOf(db: Db, g: Ground, from: Month, to: Month) {
  const stages = [CUBE.applied, CUBE.case, CUBE.aborted];
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages, from, to });
  const sum = (stage: number) => rows.reduce((n, row) => n + (row.stage === stage ? countOf(g, row) : 0), 0);
  return { applied: sum(CUBE.applied), archived: sum(CUBE.case), aborted: sum(CUBE.aborted) };
}

/** Cases open at the start of each month: everything applied for before and not ended before. */
export async function openAtStart(db: Db, g: Ground, months: readonly Month[]): Promise<Map<Month, number>> {
  if (months.length === 0) return new Map();
  const ends = g.standing ? [CUBE.ended] : [CUBE.case, CUBE.aborted];
  const rows = await cubeRows(db, g, {
    units: [g.unit.unit],
    stages: [CUBE.applied, ...ends],
    to: monthPlus([...months].sort().at(-1)!, -1),
  });
  const changes = rows.map((row) => {
    const n = countOf(g, row);
    return { month: row.month, n: row.stage === CUBE.applied ? n : -n };
  });
  const before = (month: Month) => changes.reduce((sum, change) => sum + (change.month < month ? change.n : 0), 0);
  return new Map(months.map((month) => [month, before(month)]));
}

/** Condition on `f` and `c`: open at an instant with a clock that was past its deadline then. */
export function overdueAt(at: RawBuilder<Instant>): RawBuilder<boolean> {
  return sql<boolean>`c.late and f.opened < ${at} and (f.ended is null or f.ended >= ${at}) and exists (
    select from unnest(c.deadline, c.stopped) as k(deadline, stopped)
    where k.deadline <= ${at} and (k.stopped is null or k.stopped >= ${at}))`;
}

/** Open cases with an overdue clock at the start of each of these months. */
export async function overdueAtStart(db: Db, g: Ground, months: readonly Month[]): Promise<Map<Month, number>> {
  const [from, to] = [months[0], months.at(-1)];
  if (from === undefined || to === undefined) return new Map();
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [CUBE.lateAtStart], from, to });
  const late = (month: Month) => rows.reduce((n, row) => n + (row.month === month ? countOf(g, row) : 0), 0);
  return new Map(months.map((month) => [month, late(month)]));
}

/** The open stock at the start of each of these months, rising; null before the log begins. `at` is that instant. */
export async function stockAtStart(db: Db, g: Ground, months: readonly Month[]) {
  const told = months.filter((month) => g.firstMonth !== null && month > g.firstMonth);
  if (told.length === 0) return months.map(() => null);
  const starts = told.map((month) => iso(monthStart(month, g.zone), g.zone));
  const { rows } = await sql<{ at: string[] }>`select ${keptPlan} array[${sql.join(starts)}] as at`.execute(db);
  const open = await openAtStart(db, g, told);
  const overdue = await overdueAtStart(db, g, told);
  return months.map((month) =>
    told.includes(month)
      ? { at: rows[0]!.at[told.indexOf(month)]!, total: open.get(month)!, overdue: overdue.get(month)! }
      : null,
  );
}
