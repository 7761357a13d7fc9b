import { sql } from 'kysely';
import { BUSINESS_ZONE, type Instant } from '../vocabulary.ts';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { iso } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';

/** How many moved deadlines one answer lists. */
const MOST = 200;

export type Moved = {
  caseKey: string;
  unitName: string;
  rules: string;
  rulesName: string;
  rulesNameEn: string;
  stage: string;
  stageName: string;
  cause: 'calendar' | 'rules';
  calendarBefore: string;
  calendarAfter: string;
  before: string | null;
  after: string | null;
  at: string;
};

/** The calendars loaded here, how far judging by the newest has come, and the deadlines it moved in the chosen unit. */
export async function calendars(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { rows: loaded } = await sql<{ doc: object; at: string; by: string; note: string }>`
    select doc, ${iso(sql`loaded_at`, BUSINESS_ZONE)} as at, loaded_by as by, note
    from calendar order by loaded_at, code, version`.execute(db);
  const concerned = sql`
    from moved_deadline m
    join case_fact f on f.origin = m.origin and f.case_id = m.case_id
    join unit_above a on a.origin = f.origin and a.unit = f.unit and a.above = ${g.unit.unit}
    where m.origin = ${g.origin}`;
  const { rows: moved } = await sql<Moved>`
    select f.case_key as "caseKey", u.name as "unitName", r.code as rules, r.name as "rulesName", r.name_en as "rulesNameEn",
           coalesce(s.code, case m.stage when -4 then 'whole' when -5 then 'utilitySum' else 'segment' || chr(59 - m.stage) end) as stage,
           coalesce(s.name, '') as "stageName", m.cause, m.calendar_before as "calendarBefore", m.calendar_after as "calendarAfter",
           ${iso(sql`m.deadline_before`, g.zone)} as before, ${iso(sql`m.deadline_after`, g.zone)} as after,
           ${iso(sql`m.moved_at`, g.zone)} as at
    from (select m.*, f.case_key, f.unit ${concerned}
          order by m.moved_at desc, m.deadline_after, f.case_key, m.stage limit ${MOST}) m
    join case_fact f on f.origin = m.origin and f.case_id = m.case_id
    join unit u on u.origin = f.origin and u.unit = f.unit
    join rule_set r on r.rule_set = m.rule_set
    left join stage s on s.origin = m.origin and s.stage = m.stage
    order by m.moved_at desc, m.deadline_after, f.case_key, m.stage`.execute(db);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n ${concerned}`.execute(db);
  return {
    basis: g.basis,
    dataDay: g.dataDay,
    loaded,
    moved,
    movedTotal: counted[0]!.n,
    judging: await judgingNow(db, now),
  };
}

/** The rule set by which cases are being judged just now; null: none is. */
async function judgingNow(db: Db, now: Instant) {
  const { rows } = await sql<{ rulesName: string; rulesNameEn: string; cases: number }>`
    select r.name as "rulesName", r.name_en as "rulesNameEn", coalesce((s.detail ->> 'cases')::int, 0) as cases
    from job_slot s join rule_set r on r.code = s.detail ->> 'rules'
    where s.job = 'rule-sets' and s.state = 'running' and s.lease_until > ${instant(now)}
    order by s.started_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}
