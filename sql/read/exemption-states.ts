import { sql } from 'kysely';
import type { Db } from '../database.ts';

export type ExemptionState = 'asked' | 'approved' | 'refused';

/** What is known of a clock beside its verdict: the latest request for exemption and the latest explanation. */
export type Answered = {
  caseKey: string;
  /** A stage, or CUBE.whole or CUBE.utilitySum. */
  stage: number;
  exemption: ExemptionState | null;
  askedBy: string | null;
  evidence: string | null;
  decidedBy: string | null;
  reason: string | null;
  cause: string | null;
  note: string | null;
  saidBy: string | null;
};

/** The answers given to late clocks of an origin under a rule set, of one case or of all. A clock not listed has none. */
export async function exemptionStates(
  db: Db,
  { origin, ruleSet, caseKey }: { origin: number; ruleSet: number; caseKey?: string },
): Promise<Answered[]> {
  const only = caseKey === undefined ? sql`true` : sql`x.case_key = ${caseKey}`;
  const { rows } = await sql<Answered>`
    with e as (
      select distinct on (case_key, stage) * from exemption x
      where origin = ${origin} and rule_set = ${ruleSet} and ${only} order by case_key, stage, asked_at desc),
    s as (
      select distinct on (case_key, stage) * from explanation x
      where origin = ${origin} and rule_set = ${ruleSet} and ${only} order by case_key, stage, said_at desc)
    select case_key as "caseKey", stage::int,
           case when e.origin is null then null when e.approved is null then 'asked'
                when e.approved then 'approved' else 'refused' end as exemption,
           e.asked_by as "askedBy", e.evidence, e.decided_by as "decidedBy", e.reason,
           s.cause, s.note, s.said_by as "saidBy"
    from e full join s using (case_key, stage) order by 1, 2`.execute(db);
  return rows;
}
