import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import { cubeTable, tally } from '../read-ground/cube.ts';
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
  const hists = await stoppedByUnit(db, g, stage.stage);
  const of = (unit: number) => tally(hists.has(unit) ? [{ hist: hists.get(unit)! }] : [], g.groups);
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

/** Joined histograms of the period, one a unit of the subtree. */
async function stoppedByUnit(db: Db, g: Ground, stage: number): Promise<Map<number, Uint8Array>> {
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  const { rows } = await sql<{ unit: number; hist: Uint8Array }>`
    select c.unit, string_agg(c.hist, ''::bytea) as hist
    from ${cubeTable(g.reading === 'reported')} c join unit_above a on a.origin = c.origin and a.unit = c.unit and a.above = ${g.unit.unit}
    where c.origin = ${g.origin} and c.rule_set = ${g.ruleSet} and c.stage = ${stage}
      and c.piece between ${first} and ${last}
    group by 1`.execute(db);
  return new Map(rows.map((row) => [row.unit, row.hist]));
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
