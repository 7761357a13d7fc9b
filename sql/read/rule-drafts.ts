import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { iso } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';
import { BUSINESS_ZONE, type Instant } from '../vocabulary.ts';

export type AuditEntry = {
  draft: number;
  action: 'drafted' | 'changed' | 'put-in-force' | 'dropped';
  at: string;
  by: string;
  why: string;
};

/** Every draft of a rule set with what it changes and who did what to it, the latest first. */
export async function ruleDrafts(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { rows: drafts } = await sql<{
    draft: number;
    doc: object;
    before: object;
    state: 'draft' | 'in-force' | 'dropped';
    effectiveFrom: string | null;
    corrects: boolean;
  }>`
    select d.draft, d.doc, d.state, d.effective_from as "effectiveFrom", coalesce(d.corrects, false) as corrects,
           coalesce((select a.doc from rule_audit a where a.draft = d.draft and a.doc is not null), r.doc) as before
    from rule_draft d join rule_set r on r.rule_set = d.rule_set order by d.draft desc`.execute(db);
  const { rows: audit } = await sql<AuditEntry>`
    select draft, action, ${iso(sql`at`, BUSINESS_ZONE)} as at, by, why from rule_audit order by entry`.execute(db);
  return { basis: g.basis, today: g.today, drafts, audit };
}
