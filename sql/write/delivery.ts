import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { stampText } from '../database.ts';
import type { DeliveryTable } from '../delivery-table.ts';
import type { Instant } from '../vocabulary.ts';

export type DeliveryKind = DeliveryTable['kind'];

/** What somebody says of a source beside its profile; nulls leave the defaults. */
export type DeliverySettings = {
  kind: DeliveryKind;
  arrivesBy: string | null;
  freshMinutes: number | null;
  missingDays?: number | null;
};

const originOf = (source: string) => sql<number>`(select origin from origin where source = ${source})`;

/** Sets how a source delivers and by when, now that its settings are right; a source nothing is known of yet has no line. */
export async function settleDelivery(db: Db, source: string, { kind, ...by }: DeliverySettings): Promise<void> {
  await sql`insert into delivery (origin, kind, arrives_by, fresh_minutes, missing_days)
    select origin, ${kind}, coalesce(${by.arrivesBy}::text, '08:30'), ${by.freshMinutes}::int, ${by.missingDays ?? null}::int
    from origin where source = ${source}
    on conflict (origin) do update set kind = excluded.kind, arrives_by = excluded.arrives_by,
      fresh_minutes = excluded.fresh_minutes, missing_days = excluded.missing_days,
      error = case when delivery.error = 'bad-source' then '' else delivery.error end
    where delivery.error = 'bad-source' or (delivery.kind, delivery.arrives_by, delivery.fresh_minutes, delivery.missing_days)
      is distinct from (excluded.kind, excluded.arrives_by, excluded.fresh_minutes, excluded.missing_days)`.execute(db);
}

/** A try that ended well brought `rows` (null: nothing new); one that did not says why. The kind stays what it was first. */
export async function noteTry(
  db: Db,
  source: string,
  kind: DeliveryKind,
  at: Instant,
  outcome: { rows: number | null } | { error: string },
): Promise<void> {
  const stamp = stampText(at);
  const [rows, error] = 'rows' in outcome ? [outcome.rows, ''] : [null, outcome.error.slice(0, 500)];
  await sql`insert into delivery (origin, kind, tried_at, succeeded_at, rows_in, error)
    select origin, ${kind}, ${stamp}::timestamptz, case when ${error} = '' then ${stamp}::timestamptz end,
      coalesce(${rows}::int, 0), ${error} from origin where source = ${source}
    on conflict (origin) do update set tried_at = excluded.tried_at, error = excluded.error,
      succeeded_at = coalesce(excluded.succeeded_at, delivery.succeeded_at),
      rows_in = coalesce(${rows}::int, delivery.rows_in)`.execute(db);
}

/** What lies in a source's folder and is not taken: written only where it changed. */
export async function noteInbox(
  db: Db,
  source: string,
  { waiting, ignored }: { waiting: number; ignored: Record<string, number> },
): Promise<void> {
  const text = JSON.stringify(ignored);
  await sql`insert into delivery (origin, kind, waiting, ignored)
    select origin, 'inbox', ${waiting}::int, ${text}::jsonb from origin where source = ${source}
    on conflict (origin) do update set waiting = excluded.waiting, ignored = excluded.ignored
    where (delivery.waiting, delivery.ignored) is distinct from (excluded.waiting, excluded.ignored)`.execute(db);
}

/** Where the next fetch of a source goes on; {} before the first. */
export async function checkpointOf(db: Db, source: string): Promise<Record<string, unknown>> {
  const row = await db
    .selectFrom('delivery')
    .select('checkpoint')
    .where('origin', '=', originOf(source))
    .executeTakeFirst();
  return row?.checkpoint ?? {};
}

export async function saveCheckpoint(db: Db, source: string, checkpoint: Record<string, unknown>): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ checkpoint: JSON.stringify(checkpoint) })
    .where('origin', '=', originOf(source))
    .execute();
}
