import { sql, type RawBuilder } from 'kysely';
import { keptPlan, type Db } from '../database.ts';

type Asked = Readonly<Record<string, RawBuilder<unknown>>>;
type Rows<A extends Asked> = { [K in keyof A]: A[K] extends RawBuilder<infer R> ? R[] : never };

/**
 * The rows of several small queries by their names, in one statement: asking takes longer than answering. Values come as
 * JSON: texts, booleans, and numbers a double holds.
 */
export async function sideBySide<A extends Asked>(db: Db, asked: A): Promise<Rows<A>> {
  const columns = Object.entries(asked).map(
    ([name, query]) => sql`(select coalesce(json_agg(q), '[]') from (${query}) q) as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Rows<A>>`select ${keptPlan} ${sql.join(columns)}`.execute(db);
  return rows[0]!;
}
