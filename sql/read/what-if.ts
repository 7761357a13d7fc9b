import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { cubeSums, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Ground, type Question } from '../read-ground/ground.ts';
import { runningClockRows } from '../read-ground/running.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { day } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/**
 * One stage's clocks by used days, from which any limit is answered: stopped ones of the period for the chosen unit, those
 * right below it and those at the bottom of its tree; running ones at the data time, paused ones apart.
 */
export async function whatIf(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stage = chosenStage(g);
  const units = await unitsUnder(db, g);
  const { from, to } = g.basis;
  const stopped = await cubeSums(db, g, {
    units: [g.unit.unit, ...units.map((u) => u.unit)],
    stages: [stage.stage],
    from,
    to,
    reported: g.reading === 'reported',
  });
  const byUnit = new Map(stopped.map((row) => [row.unit, row]));
  const of = (unit: number) => tally(byUnit.has(unit) ? [byUnit.get(unit)!] : [], g.groups);
  return {
    basis: inReading(g),
    dataDay: g.dataDay,
    /** The data time is the end of the data day. */
    dayComplete: await isMidnight(db, g),
    stage: stage.code,
    stageName: stage.name,
    whole: of(g.unit.unit),
    below: units.filter((u) => u.below).map((u) => ({ unit: u.code, unitName: u.name, ...of(u.unit) })),
    lowest: units.filter((u) => u.lowest).map((u) => of(u.unit)),
    open: await runningDays(db, g, stage.stage),
  };
}

async function unitsUnder(db: Db, g: Ground) {
  const { rows } = await sql<{ unit: number; code: string; name: string; below: boolean; lowest: boolean }>`
    select u.unit, u.code, u.name, u.parent is not distinct from a.above and u.unit <> a.above as below,
           not exists (select from unit b where b.origin = u.origin and b.parent = u.unit) as lowest
    from unit_above a join unit u on u.origin = a.origin and u.unit = a.unit
    where a.origin = ${g.origin} and a.above = ${g.unit.unit}
    order by u.ord, u.unit`.execute(db);
  return rows;
}

/** Running clocks of the stage by used days; `overdue` as judged. */
async function runningDays(db: Db, g: Ground, stage: number) {
  const { rows } = await sql<{ used: number; paused: boolean; n: number; overdue: number }>`
    select k.used, k.paused, count(*)::int as n, count(*) filter (where k.deadline <= ${instant(g.asOf)})::int as overdue
    from (select c.origin, c.rule_set, c.case_id from ${runningClockRows(g)} and k.stage = ${stage}) o
    join case_clock c using (origin, rule_set, case_id)
    cross join lateral unnest(c.stage, c.deadline, c.stopped, c.used, c.paused) as k(stage, deadline, stopped, used, paused)
    where k.stage = ${stage} and k.stopped is null
    group by 1, 2`.execute(db);
  return rows;
}

async function isMidnight(db: Db, g: Ground): Promise<boolean> {
  const before = sql`${instant(g.asOf)} - interval '1 microsecond'`;
  const { rows } = await sql<{ midnight: boolean }>`
    select ${day(instant(g.asOf), g.zone)} <> ${day(before, g.zone)} as midnight`.execute(db);
  return rows[0]!.midnight;
}
