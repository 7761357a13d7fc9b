import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { OWNERS } from '../vocabulary.ts';
import { keepingOfSource } from './keeping.ts';

/** They change with the source alone. */
const kept = keepingOfSource<readonly string[]>(30);

/** Which of the fields that measures need a source delivers; fields no table holds are never among them. */
export const deliveredOf = (db: Db, o: { origin: number; stamp: string | null }): Promise<readonly string[]> =>
  kept(o, [], async () => {
    const has = (what: ReturnType<typeof sql>) => sql<boolean>`exists (select from ${what} and x.origin = ${o.origin})`;
    const stage = (code: string) => has(sql`stage x where x.code = ${code}`);
    const { rows } = await sql<Record<string, boolean>>`
      select ${has(sql`case_fact x where x.ended is not null`)} as archive,
             ${has(sql`cube_group x where x.class <> ''`)} as class,
             ${has(sql`cube_group x where x.business <> ''`)} as business,
             ${has(sql`case_fact x where x.voltage is not null`)} as voltage,
             ${has(sql`case_fact x where x.customers is not null`)} as customers,
             ${has(sql`case_fact x where x.channel <> ''`)} as channel,
             ${stage('connect')} as connect, ${stage('rectification')} as rectification,
             ${has(sql`step x where x.owner = ${OWNERS.indexOf('customer')}`)} as "customer-step",
             ${has(sql`callback x where true`)} as callback,
             ${has(sql`callback x where x.due is not null`)} as "callback-due",
             ${has(sql`judged x where x.rule_set in (select rule_set from rule_set where kind = 'internal')`)} as "internal-limit",
             ${has(sql`complaint x where true`)} as complaint,
             ${has(sql`callback x where x.time_deviates is not null`)} as "remembered-times",
             ${has(sql`callback x where x.designated is not null`)} as designation,
             ${has(sql`callback x where x.grade is not null`)} as grade`.execute(db);
    return Object.entries(rows[0]!).flatMap(([field, there]) => (there ? [field] : []));
  });
