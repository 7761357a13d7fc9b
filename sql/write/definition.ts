import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A short text that changes with every rule set and calendar in force: what all verdicts hang on beside the facts. */
export async function definitionInForce(db: Db): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select left(md5(concat_ws('|',
      (select string_agg(md5(doc::text), ',' order by rule_set) from rule_set),
      (select string_agg(code || '@' || version, ',' order by loaded_at, code, version) from calendar))), 12) as text`.execute(
    db,
  );
  return rows[0]!.text;
}
