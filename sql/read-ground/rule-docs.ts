import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A rule set's document, and by which calendar its verdicts of a source were made; null where it judges no case there. */
export type RuleDoc = { doc: object; calendar: string | null };

/**
 * Every rule set. Of those that judged an origin the document its verdicts were made by, so that words and figures agree
 * while a changed set is still being judged; of the others, and without an origin, the one in force.
 */
export async function ruleDocs(db: Db, origin?: number): Promise<RuleDoc[]> {
  const { rows } = await sql<RuleDoc>`
    select coalesce(j.basis -> 'rules', r.doc) as doc, j.calendar_version as calendar
    from rule_set r left join judged j on j.rule_set = r.rule_set and j.origin = ${origin ?? null}::int
    order by r.rule_set`.execute(db);
  return rows;
}
