import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { runningClockRows } from '../read-ground/running.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { dueDay } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** Running clocks of one stage by the day their deadline ends, null without one; `overdue` at the data time. */
export async function stageOpen(
  db: Db,
  scope: Scope,
  question: Question & { manager?: string | undefined },
  now: Instant,
) {
  const g = await groundOf(db, scope, question, now);
  const stage = chosenStage(g);
  const { rows } = await sql<{ day: string | null; n: number; overdue: number; paused: number }>`
    select ${dueDay(sql`k.deadline`, g.zone)} as day, count(*)::int as n,
           count(*) filter (where k.deadline <= ${instant(g.asOf)})::int as overdue,
           count(*) filter (where k.paused)::int as paused
    from ${runningClockRows(g, question.manager)} and k.stage = ${stage.stage} group by 1 order by 1`.execute(db);
  return { basis: { ...g.basis, readFrom: 'facts' as const }, dataDay: g.dataDay, stage: stage.code, days: rows };
}
