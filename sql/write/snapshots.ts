import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** The in-flight snapshots that are known of an origin. */
export type Snapshots = {
  /** Their data times, ascending. */
  times: readonly Instant[];
  /** The latest that held a row of the case which was refused, by case key. */
  refused: ReadonlyMap<string, Instant>;
};

export async function knownSnapshots(db: Db, origin: number): Promise<Snapshots> {
  const times = await db
    .selectFrom('snapshot')
    .select('data_time')
    .distinct()
    .where('origin', '=', origin)
    .orderBy('data_time')
    .execute();
  const refused = await db
    .selectFrom('quarantine')
    .select((of) => ['case_key', of.fn.max('listed').as('at')])
    .where('origin', '=', origin)
    .where('listed', 'is not', null)
    .where('case_key', 'is not', null)
    .groupBy('case_key')
    .execute();
  return {
    times: times.map((row) => row.data_time),
    refused: new Map(refused.map(({ case_key, at }) => [case_key!, at as Instant])),
  };
}

/** Says which snapshots a file brought a part of. */
export async function saveSnapshots(trx: Db, origin: number, file: number, times: Iterable<Instant>): Promise<void> {
  const rows = [...times].map((at) => ({ origin, data_time: stampText(at), file }));
  if (rows.length === 0) return;
  await trx
    .insertInto('snapshot')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function forgetSnapshots(trx: Db, origin: number, file: number): Promise<void> {
  await trx.deleteFrom('snapshot').where('origin', '=', origin).where('file', '=', file).execute();
  await trx
    .updateTable('quarantine')
    .set({ listed: null })
    .where('origin', '=', origin)
    .where('file', '=', file)
    .where('listed', 'is not', null)
    .execute();
}

/**
 * Marks the open cases that a snapshot lacks, later than the last list that held them, be it in a row that was refused (never
 * listed: than their opening), and takes the mark from those that are listed again.
 */
export async function markMissing(trx: Db, origin: number, version: number): Promise<void> {
  await sql`
    update case_fact f set missing_since = s.since, version = ${version}
    from (
      select c.case_id, (select min(t.data_time) from snapshot t
        where t.origin = c.origin and t.data_time > coalesce(greatest(c.listed, q.listed), c.opened)) as since
      from case_fact c left join (
        select case_key, max(listed) as listed from quarantine
        where origin = ${origin} and listed is not null and case_key is not null group by case_key
      ) q on q.case_key = c.case_key
      where c.origin = ${origin} and c.ended is null
    ) s
    where f.origin = ${origin} and f.case_id = s.case_id and f.missing_since is distinct from s.since`.execute(trx);
}
