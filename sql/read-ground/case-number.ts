import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';

/** So many numbers are named one by one. More lie so close that a list meets its first page of them on its way. */
const MOST = 5_000;

/** Numbers are kept in their compatibility form and are compared without case. */
const holds = (key: string, part: string) =>
  sql<boolean>`strpos(lower(${sql.ref(key)}), lower(${part.normalize('NFKC').trim()})) > 0`;

/**
 * Condition on `case_fact f`: its number holds `part` anywhere. The numbers are first looked for in their index alone,
 * as a list is ordered by something else and would go through the cases themselves for a rare one.
 */
export async function numbered(db: Db, origin: number, part: string): Promise<RawBuilder<boolean>> {
  const { rows } = await sql<{ key: string }>`
    select k.case_key as key from case_fact k
    where k.origin = ${origin} and ${holds('k.case_key', part)} limit ${MOST + 1}`.execute(db);
  if (rows.length > MOST) return holds('f.case_key', part);
  return sql<boolean>`f.case_key = any(${rows.map(({ key }) => key)}::text[])`;
}
