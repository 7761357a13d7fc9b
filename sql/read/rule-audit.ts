import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { iso } from '../read-ground/time.ts';
import { BUSINESS_ZONE } from '../vocabulary.ts';

/** Who did what to which draft, when and why; for the command line, which sees everything. */
export async function ruleAudit(db: Db) {
  const { rows } = await sql<{ at: string; by: string; action: string; draft: number; set: string; why: string }>`
    select ${iso(sql`a.at`, BUSINESS_ZONE)} as at, a.by, a.action, a.draft, r.code as set, a.why
    from rule_audit a join rule_draft d on d.draft = a.draft join rule_set r on r.rule_set = d.rule_set
    order by a.entry`.execute(db);
  return rows;
}
