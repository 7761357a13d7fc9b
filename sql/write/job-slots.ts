import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { stampText } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** The right to work on a slot. A later claim of the same slot has a greater token, and this one's writes are refused. */
export type Claim = { job: string; slot: string; token: number; attempts: number };

/** What a job says of its slot: progress while it runs, its result afterwards. */
export type Detail = Record<string, unknown>;

export class TakenOver extends Error {
  constructor(claim: Claim) {
    super(`Slot ${claim.slot} of job ${claim.job} was taken over by another process`);
  }
}

/** A claim is the newest as long as nobody took the slot over. */
const own = (claim: Claim) =>
  sql<boolean>`job = ${claim.job} and slot = ${claim.slot} and token = ${claim.token} and state = 'running'`;

/**
 * Takes a slot nobody took yet, one whose holder's lease ran out, or one that failed and may be tried again (its lease is then
 * the time of the next try). Null where somebody else holds it or it is done.
 */
export async function claimSlot(
  db: Db,
  job: string,
  slot: string,
  { now, leaseMs }: { now: Instant; leaseMs: number },
): Promise<Claim | null> {
  const row = await db
    .insertInto('job_slot')
    .values({
      job,
      slot,
      state: 'running',
      token: 1,
      lease_until: stampText(now + leaseMs * 1000),
      started_at: stampText(now),
      detail: '{}',
    })
    .onConflict((conflict) =>
      conflict
        .columns(['job', 'slot'])
        .doUpdateSet((of) => ({
          state: 'running',
          token: sql<number>`job_slot.token + 1`,
          attempts: sql<number>`job_slot.attempts + 1`,
          lease_until: of.ref('excluded.lease_until'),
          started_at: of.ref('excluded.started_at'),
          finished_at: null,
        }))
        .where('job_slot.state', '!=', 'done')
        .where(sql<boolean>`job_slot.lease_until < ${stampText(now)}::timestamptz`),
    )
    .returning(['token', 'attempts'])
    .executeTakeFirst();
  return row === undefined ? null : { job, slot, ...row };
}

/** Lengthens the lease and tells progress; false when the slot was taken over. */
export async function keepSlot(
  db: Db,
  claim: Claim,
  { now, leaseMs, detail }: { now: Instant; leaseMs: number; detail: Detail },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('job_slot')
    .set({ lease_until: stampText(now + leaseMs * 1000), detail: JSON.stringify(detail) })
    .where(own(claim))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Closes a slot for good; false when it was taken over, and then the result is the other's to write. */
export async function finishSlot(db: Db, claim: Claim, now: Instant, detail: Detail): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('job_slot')
    .set({ state: 'done', finished_at: stampText(now), detail: JSON.stringify(detail) })
    .where(own(claim))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Marks a slot as failed; it may be claimed again from `retryAt` on, or never where that is null. */
export async function failSlot(
  db: Db,
  claim: Claim,
  { now, retryAt, detail }: { now: Instant; retryAt: Instant | null; detail: Detail },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('job_slot')
    .set({
      state: 'failed',
      finished_at: stampText(now),
      lease_until: retryAt === null ? '9999-12-31T00:00:00Z' : stampText(retryAt),
      detail: JSON.stringify(detail),
    })
    .where(own(claim))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Inside the transaction of a job's effect: throws when the slot was taken over, and keeps others from taking it until the
 * transaction ends. So an effect is committed by the newest claim or not at all.
 */
export async function guardSlot(trx: Db, claim: Claim): Promise<void> {
  const held = await trx.selectFrom('job_slot').select('token').where(own(claim)).forUpdate().executeTakeFirst();
  if (held === undefined) throw new TakenOver(claim);
}

/** Which of these slots need nothing more: done, or failed for good or for now. */
export async function closedSlots(db: Db, job: string, slots: readonly string[], now: Instant): Promise<Set<string>> {
  const rows = await db
    .selectFrom('job_slot')
    .select('slot')
    .where('job', '=', job)
    .where(sql<boolean>`slot = any(${slots})`)
    .where((of) => of.or([of('state', '=', 'done'), sql<boolean>`lease_until >= ${stampText(now)}::timestamptz`]))
    .execute();
  return new Set(rows.map((row) => row.slot));
}

/** Which of these slots somebody began and kept no more. */
export async function abandonedSlots(db: Db, job: string, slots: readonly string[], now: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('job_slot')
    .select('slot')
    .where('job', '=', job)
    .where('state', '=', 'running')
    .where(sql<boolean>`slot = any(${slots}) and lease_until < ${stampText(now)}::timestamptz`)
    .execute();
  return rows.map((row) => row.slot);
}

/** Which of these slots are done for good. */
export async function doneSlots(db: Db, job: string, slots: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('job_slot')
    .select('slot')
    .where('job', '=', job)
    .where(sql<boolean>`slot = any(${slots})`)
    .where('state', '=', 'done')
    .execute();
  return new Set(rows.map((row) => row.slot));
}

/** What a finished slot's job left; null where it is not done. */
export async function slotDetail(db: Db, job: string, slot: string): Promise<Detail | null> {
  const row = await db
    .selectFrom('job_slot')
    .select('detail')
    .where('job', '=', job)
    .where('slot', '=', slot)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row?.detail ?? null;
}

/** Forgets done slots that are older; only of jobs whose slots never fall due again. Returns how many. */
export async function pruneSlots(db: Db, jobs: readonly string[], before: Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('job_slot')
    .where('job', 'in', [...jobs])
    .where('state', '=', 'done')
    .where(sql<boolean>`finished_at < ${stampText(before)}::timestamptz`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
