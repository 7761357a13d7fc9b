import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';

/** So many numbers are named one by one. More lie so close that a list meets its first page of them on its way. */
const MOST = 5_000;

/** Numbers are kept in their compatibility form and are compared without case. */
function holds(key: string, asked: string): RawBuilder<boolean> {
  const part = asked.normalize('NFKC').trim();
  const like = `%${part.replace(/[\\%_]/g, '\\$&')}%`;
  // Only LIKE is taken for rare, so that the index is read and not the cases; most numbers have no case to lower.
  return /\p{L}/u.test(part)
    ? sql<boolean>`lower(${sql.ref(key)}) like lower(${like})`
    : sql<boolean>`${sql.ref(key)} like ${like}`;
}

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
