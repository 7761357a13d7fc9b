import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Judgement } from './judged.ts';

/** What made a judgement anew: the calendar, or the rules. */
export type Moving = { cause: 'calendar' | 'rules'; before: string; after: string };

/** Cases some clock of which ends or falls due on or after an instant: what a calendar that differs from there on moves. */
export async function casesBeyond(trx: Db, { origin, ruleSet }: Judgement, from: number): Promise<number[]> {
  const at = sql`to_timestamp(${from / 1_000_000})`;
  const { rows } = await sql<{ caseId: number }>`
    select case_id as "caseId" from case_clock
    where origin = ${origin} and rule_set = ${ruleSet} and (provisional or ended >= ${at} or ${at} <= any(deadline))`.execute(
    trx,
  );
  return rows.map(({ caseId }) => caseId);
}

const running = ({ origin, ruleSet }: Judgement) => sql`
  select c.case_id, k.stage, k.deadline
  from case_clock c cross join lateral unnest(c.stage, c.deadline, c.stopped) as k(stage, deadline, stopped)
  where c.origin = ${origin} and c.rule_set = ${ruleSet} and c.ended is null and k.stopped is null`;

/** Sets the deadlines of running clocks aside, before they are judged anew. */
export async function setAside(trx: Db, judgement: Judgement): Promise<void> {
  await sql`drop table if exists deadline_before`.execute(trx);
  await sql`create temp table deadline_before on commit drop as ${running(judgement)}`.execute(trx);
}

/** Keeps the old deadlines of those that moved; how many. */
export async function keepMoved(trx: Db, judgement: Judgement, moving: Moving): Promise<number> {
  const { origin, ruleSet } = judgement;
  const { numAffectedRows } = await sql`
    insert into moved_deadline (origin, rule_set, moved_at, case_id, stage, cause, calendar_before, calendar_after, deadline_before, deadline_after)
    select ${origin}, ${ruleSet}, now(), b.case_id, b.stage, ${moving.cause}, ${moving.before}, ${moving.after}, b.deadline, a.deadline
    from deadline_before b join (${running(judgement)}) a using (case_id, stage)
    where a.deadline is distinct from b.deadline
    on conflict do nothing`.execute(trx);
  await sql`drop table deadline_before`.execute(trx);
  return Number(numAffectedRows ?? 0);
}
