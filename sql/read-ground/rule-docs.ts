import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A rule set's document, and by which calendar its verdicts of a source were made; null where it judges no case there. */
export type RuleDoc = { code: string; doc: object; calendar: string | null };

/**
 * Every rule set. Of those that judged a source the document its verdicts were made by, so that words and figures agree
 * while a changed set is still being judged; of the others, and without a source, the one in force.
 */
export async function ruleDocs(db: Db, source?: string): Promise<RuleDoc[]> {
  const { rows } = await sql<RuleDoc>`
    select r.code, coalesce(j.basis -> 'rules', r.doc) as doc, j.calendar_version as calendar
    from rule_set r
    left join judged j on j.rule_set = r.rule_set
      and j.origin = (select o.origin from origin o where o.source = ${source ?? null}::text)
    order by r.rule_set`.execute(db);
  return rows;
}
