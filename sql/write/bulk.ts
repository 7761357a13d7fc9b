import { sql } from 'kysely';
import type { Db } from '../database.ts';

type Index = { name: string; definition: string; constraint: boolean };

/**
 * Fewer rows are not worth it: without its indexes a table is locked, and whoever reads it waits for the whole import, which is
 * hardly faster (20,000 cases: not at all). The first load of a large province is.
 */
export const MANY = 200_000;

/**
 * Fills a table with its indexes made afterwards, where it is empty and nobody else is at it; else with them in place.
 * Whoever asks the table meanwhile waits for the transaction, as on an empty table there is nothing to be told.
 */
export async function fillWhole<T>(
  trx: Db,
  table: 'case_fact' | 'case_clock',
  rows: number,
  fill: () => Promise<T>,
): Promise<T> {
  if (rows < MANY || !(await takeEmpty(trx, table))) return fill();
  const { rows: indexes } = await sql<Index>`
    select c.relname as name, coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid)) as definition,
           k.oid is not null as constraint
    from pg_index i join pg_class c on c.oid = i.indexrelid
    left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
    where i.indrelid = ${table}::regclass order by c.relname`.execute(trx);
  for (const { name, constraint } of indexes) {
    if (constraint) await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx);
    else await sql`drop index ${sql.ref(name)}`.execute(trx);
  }
  const result = await fill();
  await sql`set local maintenance_work_mem = '128MB'`.execute(trx);
  for (const { name, definition, constraint } of indexes) {
    const made = sql.raw(definition);
    if (constraint) await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${made}`.execute(trx);
    else await made.execute(trx);
  }
  return result;
}

/** Locks a table that holds nothing; false where it does, or where somebody uses it. */
async function takeEmpty(trx: Db, table: string): Promise<boolean> {
  const holds = async () => {
    const { rows } = await sql<{ some: boolean }>`select exists (select from ${sql.table(table)}) as some`.execute(trx);
    return rows[0]!.some;
  };
  if (await holds()) return false;
  await sql`savepoint empty_table`.execute(trx);
  try {
    await sql`lock table ${sql.table(table)} in access exclusive mode nowait`.execute(trx);
  } catch {
    await sql`rollback to savepoint empty_table`.execute(trx);
    return false;
  }
  await sql`release savepoint empty_table`.execute(trx);
  return !(await holds());
}
