import { sql } from 'kysely';
import type { Db } from '../database.ts';

export type PrimarySet = { id: number; code: string };

/** Rule sets that can be a source's primary one: shipped, or made here and in force; never an internal one. */
export async function primarySets(db: Db): Promise<PrimarySet[]> {
  const { rows } = await sql<PrimarySet>`
    select rule_set::int as id, code from rule_set
    where kind <> 'internal' and (not edited or jsonb_array_length(doc -> 'rules') > 0) order by rule_set`.execute(db);
  return rows;
}
