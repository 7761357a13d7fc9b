import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** Data times of the in-flight snapshots that are known of an origin, ascending. */
export async function snapshotTimes(db: Db, origin: number): Promise<Instant[]> {
  const rows = await db
    .selectFrom('snapshot')
    .select('data_time')
    .distinct()
    .where('origin', '=', origin)
    .orderBy('data_time')
    .execute();
  return rows.map((row) => row.data_time);
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
}

/**
 * Marks the open cases that a snapshot lacks, later than the last list that held them (never listed: than their opening),
 * and takes the mark from those that are listed again.
 */
export async function markMissing(trx: Db, origin: number, version: number): Promise<void> {
  await sql`
    update case_fact f set missing_since = s.since, version = ${version}
    from (
      select c.case_id, (select min(t.data_time) from snapshot t
        where t.origin = c.origin and t.data_time > coalesce(c.listed, c.opened)) as since
      from case_fact c where c.origin = ${origin} and c.ended is null
    ) s
    where f.origin = ${origin} and f.case_id = s.case_id and f.missing_since is distinct from s.since`.execute(trx);
}
