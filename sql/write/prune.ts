import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Takes out steps and stages that no case speaks of any more. */
export async function pruneSteps(trx: Db, origin: number): Promise<void> {
  await sql`delete from step s where s.origin = ${origin}
    and not exists (select from case_fact f where f.origin = s.origin and s.step = any(f.step))`.execute(trx);
  await sql`delete from stage g where g.origin = ${origin}
    and not exists (select from step s where s.origin = g.origin and s.stage = g.stage)`.execute(trx);
}

/** Takes out classes and business types that no judged case has any more. */
export async function pruneGroups(trx: Db, origin: number): Promise<void> {
  await sql`delete from cube_group g where g.origin = ${origin}
    and not exists (select from case_clock c where c.origin = g.origin and c.grp = g.grp)`.execute(trx);
}

/** Units that stand only because a case named them once, and that none names now; 0, the root, stays. */
export async function unusedUnits(trx: Db, origin: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select u.code from unit u where u.origin = ${origin} and u.unit <> 0
      and not exists (select from unit_version v where v.origin = u.origin and v.code = u.code)
      and not exists (select from case_fact f where f.origin = u.origin
        and (f.unit = u.unit or u.unit = any(f.event_unit)))`.execute(trx);
  return rows.map((row) => row.code);
}
