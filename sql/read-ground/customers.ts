import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../status.ts';
import { CASE_STATES } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { within } from './within.ts';

/** Condition on `case_fact f`: archived in the period. */
export const archivedIn = (g: Ground): RawBuilder<boolean> =>
  sql<boolean>`${within(g)} and f.state = ${CASE_STATES.indexOf('archived')} and f.ended >= ${instant(g.start)}
    and f.ended < ${instant(g.end)} and f.ended <= ${instant(g.asOf)}`;

/** Customers 户 of such cases together; one that says nothing of them is one. */
export const customerSum = sql<number>`sum(greatest(coalesce(f.customers, 1), 1))::int`;

/** Customers 户 of the cases archived in the period, by unit. */
export async function customersOf(db: Db, g: Ground, units: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ unit: number; n: number }>`
    select a.above as unit, sum(c.n)::int as n
    from (select f.unit, ${customerSum} as n from case_fact f where ${archivedIn(g)} group by f.unit) c
    join unit_above a on a.origin = ${g.origin} and a.unit = c.unit and a.above = any(${[...units]}::int[])
    group by a.above`.execute(db);
  return new Map(rows.map((row) => [row.unit, row.n]));
}
