import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../status.ts';
import type { Ground } from './ground.ts';
import { runningInCube } from './standing.ts';
import { ofManager, withinClocks } from './within.ts';

/** Running clocks `k` of the question's open cases, under any chosen stage, with their cases' clocks `c`. */
export function runningClockRows(g: Ground, manager?: string): RawBuilder<unknown> {
  return sql`case_clock c
    ${manager === undefined ? sql`` : sql`join case_fact f on f.origin = c.origin and f.case_id = c.case_id and ${ofManager(manager)}`}
    cross join lateral unnest(c.stage, c.deadline, c.risk_at, c.stopped, c.verdict, c.paused)
      as k(stage, deadline, risk_at, stopped, verdict, paused)
    where c.ended is null and k.stopped is null and ${withinClocks(g)}`;
}

/** Running clocks per stage, and those past their deadline at the data time. They count clocks, not cases. */
export async function runningByStage(
  db: Db,
  g: Ground,
  manager?: string,
): Promise<Map<number, { open: number; overdue: number }>> {
  if (g.standing && manager === undefined)
    return new Map((await runningInCube(db, g, [g.unit.unit])).map((row) => [row.stage, row]));
  const { rows } = await sql<{ stage: number; open: number; overdue: number }>`
    select k.stage, count(*)::int as open, count(*) filter (where k.deadline <= ${instant(g.asOf)})::int as overdue
    from ${runningClockRows(g, manager)} group by 1`.execute(db);
  return new Map(rows.map((r) => [r.stage, r]));
}

/** Clocks of a stage past their deadline at the data time, in the subtree of each unit. */
export async function runningByUnit(
  db: Db,
  g: Ground,
  stage: number,
  units: readonly { unit: number }[],
): Promise<Map<number, number>> {
  if (g.standing) {
    const rows = await runningInCube(
      db,
      g,
      units.map((u) => u.unit),
      stage,
    );
    return new Map(rows.map((row) => [row.unit, row.overdue]));
  }
  const { rows } = await sql<{ unit: number; overdue: number }>`
    select a.above as unit, count(*)::int as overdue
    from (select c.unit from ${runningClockRows(g)} and k.stage = ${stage} and k.deadline <= ${instant(g.asOf)}) o
    join unit_above a on a.origin = ${g.origin} and a.unit = o.unit and a.above = any(${units.map((u) => u.unit)}::int[])
    group by 1`.execute(db);
  return new Map(rows.map((r) => [r.unit, r.overdue]));
}
