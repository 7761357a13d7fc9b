import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { iso } from '../read-ground/time.ts';
import { instant } from '../status.ts';
import { BUSINESS_ZONE, type Instant } from '../vocabulary.ts';

/** A running clock whose deadline a calendar or rules moved; the old one is kept. */
export type MovedDeadline = {
  source: string;
  case: string;
  stage: string;
  rules: string;
  cause: string;
  before: string | null;
  after: string | null;
  calendarBefore: string;
  calendarAfter: string;
  at: string;
};

/** For the command line, which sees everything: all moved deadlines, or those since an instant. */
export async function movedDeadlines(
  db: Db,
  { source, since }: { source: string | undefined; since: Instant | null },
): Promise<MovedDeadline[]> {
  const { rows } = await sql<MovedDeadline>`
    select o.source, f.case_key as case, r.code as rules, m.cause, m.calendar_before as "calendarBefore",
           coalesce(s.code, case m.stage when -4 then 'whole-process' when -5 then 'utility-sum' else 'segment' end) as stage,
           m.calendar_after as "calendarAfter", ${iso(sql`m.deadline_before`, BUSINESS_ZONE)} as before,
           ${iso(sql`m.deadline_after`, BUSINESS_ZONE)} as after, ${iso(sql`m.moved_at`, BUSINESS_ZONE)} as at
    from moved_deadline m
    join origin o on o.origin = m.origin
    join rule_set r on r.rule_set = m.rule_set
    join case_fact f on f.origin = m.origin and f.case_id = m.case_id
    left join stage s on s.origin = m.origin and s.stage = m.stage
    where ${source === undefined ? sql`true` : sql`o.source = ${source}`}
      and ${since === null ? sql`true` : sql`m.moved_at >= ${instant(since)}`}
    order by m.moved_at, o.source, f.case_key, m.stage, r.rule_set`.execute(db);
  return rows;
}
