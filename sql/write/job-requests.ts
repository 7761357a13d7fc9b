import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { stampText } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** What somebody asked for on a page; the job of that name takes it at its next tick. */
export type JobRequest<T extends object = Record<string, unknown>> = { slot: string; asked: T };

/** False where the same slot was asked for before: that one stands. */
export async function requestJob(db: Db, job: string, slot: string, asked: object, now: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('job_request')
    .values({ job, slot, asked: JSON.stringify(asked), asked_at: stampText(now) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Requests of a job that nobody has finished, the oldest first; at most `most`. */
export async function openRequests<T extends object>(db: Db, job: string, most = 100): Promise<JobRequest<T>[]> {
  const rows = await db
    .selectFrom('job_request as r')
    .select(['r.slot', 'r.asked'])
    .where('r.job', '=', job)
    .where(
      sql<boolean>`not exists (select from job_slot s where s.job = r.job and s.slot = r.slot
        and (s.state = 'done' or s.state = 'failed' and s.lease_until > '9999-01-01'))`,
    )
    .orderBy('r.asked_at')
    .orderBy('r.slot')
    .limit(most)
    .execute();
  return rows as JobRequest<T>[];
}

/** Forgets what was asked before and is over, with its slot, so that it never falls due again. Returns how many. */
export async function pruneRequests(db: Db, job: string, before: Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    with gone as (
      delete from job_slot where job = ${job} and finished_at < ${stampText(before)}::timestamptz
        and (state = 'done' or state = 'failed' and lease_until > '9999-01-01')
      returning slot)
    delete from job_request r using gone where r.job = ${job} and r.slot = gone.slot`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function requested<T extends object>(db: Db, job: string, slot: string): Promise<T | null> {
  const row = await db
    .selectFrom('job_request')
    .select('asked')
    .where('job', '=', job)
    .where('slot', '=', slot)
    .executeTakeFirst();
  return (row?.asked as T | undefined) ?? null;
}
