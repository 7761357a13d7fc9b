import { sql, type RawBuilder } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { isOpen, runningClocks, status } from '../status.ts';
import { CASE_STATES, VERDICTS, type CaseState, type Status, type Verdict } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { dueDay, iso } from './time.ts';

/** One case as a line of a list. */
export type CaseLine = {
  caseKey: string;
  unit: string;
  unitName: string;
  class: string;
  business: string;
  state: CaseState;
  /** Of an open case. */
  status: Status | null;
  /** Of an ended case that has one. */
  verdict: Verdict | null;
  stage: string | null;
  stageName: string | null;
  department: string | null;
  opened: string;
  ended: string | null;
  due: string | null;
  /** The day that deadline ends, YYYY-MM-DD. */
  dueDay: string | null;
  /** Days past the deadline at the data time, in the limit's unit; null where none has passed. */
  over: number | null;
  days: number;
  provisional: boolean;
  /** Of an open case: data time of the first in-flight snapshot that lacks it. */
  missingSince: string | null;
};

/** The lines of these cases, in this order; a case named twice comes twice. */
export async function caseLines(db: Db, g: Ground, caseIds: readonly number[]): Promise<CaseLine[]> {
  const { rows } = await linesOf(g, caseIds).execute(db);
  return rows;
}

export function linesOf(g: Ground, caseIds: readonly number[]): RawBuilder<CaseLine> {
  const open = isOpen(g.asOf);
  const words = (all: readonly string[]) => sql`(array[${sql.join(all)}]::text[])`;
  return sql<CaseLine>`
    select ${keptPlan} f.case_key as "caseKey", u.code as unit, u.name as "unitName", f.class, f.business,
           case when ${open} then 'open' else ${words(CASE_STATES)}[f.state + 1] end as state,
           case when ${open} then ${status} end as status,
           case when not ${open} then ${words(VERDICTS)}[c.case_verdict + 1] end as verdict,
           case when ${open} then t.code end as stage,
           case when ${open} then t.name end as "stageName",
           case when ${open} then d.name end as department,
           ${iso(sql`f.opened`, g.zone)} as opened, case when not ${open} then ${iso(sql`f.ended`, g.zone)} end as ended,
           case when ${open} then ${iso(sql`s.due`, g.zone)} end as due,
           case when ${open} then ${dueDay(sql`s.due`, g.zone)} end as "dueDay",
           case when ${open} then s.over end as over,
           coalesce(c.days, 0)::int as days, coalesce(c.provisional, false) as provisional,
           case when ${open} then ${iso(sql`f.missing_since`, g.zone)} end as "missingSince"
    from unnest(${[...caseIds]}::int[]) with ordinality as w(case_id, position)
    join case_fact f on f.origin = ${g.origin} and f.case_id = w.case_id
    join unit u on u.origin = f.origin and u.unit = f.unit
    left join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    left join step on step.origin = f.origin and step.step = f.current_step
    left join stage t on t.origin = step.origin and t.stage = step.stage
    left join party d on d.origin = f.origin and d.party = f.department
    cross join ${runningClocks(g.asOf)}
    order by w.position`;
}
