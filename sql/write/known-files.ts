import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import { LINES_PER_SHEET, type Instant } from '../vocabulary.ts';

/** A file that is part of an origin's facts. */
export type KnownFile = {
  file: number;
  name: string;
  sha256: string;
  /** null: taken before readings were kept. */
  reading: number | null;
  many_stamps: boolean;
  started_at: Instant;
};

/** In the order they came. */
export async function knownFiles(db: Db, origin: number): Promise<KnownFile[]> {
  return db
    .selectFrom('import_file')
    .select(['file', 'name', 'sha256', 'reading', 'many_stamps', 'started_at'])
    .where('origin', '=', origin)
    .where('status', '=', 'imported')
    .orderBy('file')
    .execute();
}

/** Its accounts stay as they were; it counts no more. */
export async function markWithdrawn(trx: Db, origin: number, file: number, now: Instant): Promise<void> {
  await trx
    .updateTable('import_file')
    .set({ status: 'withdrawn', withdrawn_at: stampText(now) })
    .where('origin', '=', origin)
    .where('file', '=', file)
    .execute();
  await trx.deleteFrom('import_touch').where('origin', '=', origin).where('file', '=', file).execute();
}

export type TakenReplay = { reading: number; lines: number[] };

/** What replays took of a file, in their order. */
export async function replaysOf(db: Db, origin: number, file: number): Promise<TakenReplay[]> {
  return db
    .selectFrom('replay')
    .select(['reading', 'line as lines'])
    .where('origin', '=', origin)
    .where('file', '=', file)
    .orderBy('replay')
    .execute();
}

export type ReplayRecord = {
  origin: number;
  file: number;
  reading: number;
  lines: readonly number[];
  /** Of each line. */
  sheets: readonly string[];
  reason: string;
  rows: { new: number; changed: number; same: number };
  manyStamps: boolean;
  /** The latest data time of the rows. */
  dataTime: Instant | null;
  now: Instant;
};

/** Moves replayed rows in their file's accounts from refused to what they did, and keeps a record of it. */
export async function recordReplay(trx: Db, replay: ReplayRecord): Promise<void> {
  const { origin, file, lines, rows } = replay;
  const { next } = await trx
    .selectFrom('replay')
    .select(sql<number>`coalesce(max(replay), 0)::int + 1`.as('next'))
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow();
  await sql`insert into replay (origin, replay, file, reading, sheet, line, reason, rows_new, rows_changed, rows_same,
      replayed_at)
    values (${origin}, ${next}, ${file}, ${replay.reading}, ${[...replay.sheets]}::text[], ${[...lines]}::int[],
      ${replay.reason}, ${rows.new}, ${rows.changed}, ${rows.same}, ${stampText(replay.now)}::timestamptz)`.execute(
    trx,
  );
  await sql`delete from quarantine where origin = ${origin} and file = ${file} and line = any(${[...lines]}::int[])`.execute(
    trx,
  );
  await sql`update import_file set rows_quarantined = rows_quarantined - ${lines.length},
      rows_new = rows_new + ${rows.new}, rows_changed = rows_changed + ${rows.changed}, rows_same = rows_same + ${rows.same},
      reasons = coalesce((select jsonb_object_agg(reason, n) from (select reason, count(*) as n from quarantine
        where origin = ${origin} and file = ${file} group by reason) r), '{}'),
      many_stamps = many_stamps or ${replay.manyStamps},
      data_time = greatest(data_time, ${replay.dataTime === null ? null : stampText(replay.dataTime)}::timestamptz)
    where origin = ${origin} and file = ${file}`.execute(trx);
}

/** Refused rows of one file that are to be tried again: all, those of a reason, or one line (of a sheet). */
export async function refusedLines(
  db: Db,
  origin: number,
  file: number,
  of: { reason?: string | undefined; line?: number | undefined; sheet?: string | undefined },
): Promise<{ line: number; sheet: string; reason: string }[]> {
  let query = db
    .selectFrom('quarantine')
    .select(['line', 'sheet', 'reason'])
    .where('origin', '=', origin)
    .where('file', '=', file);
  if (of.reason !== undefined) query = query.where('reason', '=', of.reason);
  if (of.line !== undefined) query = query.where(sql<boolean>`line % ${sql.lit(LINES_PER_SHEET)} = ${of.line}`);
  if (of.sheet !== undefined) query = query.where('sheet', '=', of.sheet);
  return query.orderBy('line').execute();
}

/** Files of an origin that have refused rows. */
export async function filesWithRefused(db: Db, origin: number): Promise<number[]> {
  const rows = await db
    .selectFrom('quarantine')
    .select('file')
    .distinct()
    .where('origin', '=', origin)
    .orderBy('file')
    .execute();
  return rows.map((row) => row.file);
}
