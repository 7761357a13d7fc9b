import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { stampText } from '../database.ts';
import { copyRows } from '../copy.ts';
import type { Told } from '../import-tables.ts';
import { clientOf } from '../transaction.ts';
import type { Instant } from '../vocabulary.ts';

export type FileRecord = {
  origin: number;
  file: number;
  name: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding: string;
  shape: string;
  status: 'imported' | 'held' | 'rejected';
  rows: { in: number; new: number; changed: number; same: number; quarantined: number; blank: number; total: number };
  reasons: Record<string, number>;
  dataTime: Instant | null;
  message: string;
  /** The same, not in words. */
  told: Told;
  /** Codes of the units it speaks of. */
  units: readonly string[];
  /** YYYY-MM-DD its rows are of. */
  days: readonly string[];
  startedAt: Instant;
  finishedAt: Instant;
  /** How it was read; null where it was not. */
  reading: number | null;
  /** Some event has two stamps. */
  manyStamps: boolean;
};

export type RefusedRow = {
  line: number;
  column: string;
  value: string;
  reason: string;
  raw: string;
  sheet?: string;
  /** Data time of the in-flight snapshot it was a row of, and the case it was of; null where that cannot be read. */
  listed?: Instant | null;
  caseKey?: string | null;
};

/** The file of this content that is already part of the source's facts. */
export async function importedFile(db: Db, origin: number, sha256: string): Promise<boolean> {
  const found = await db
    .selectFrom('import_file')
    .select('file')
    .where('origin', '=', origin)
    .where('sha256', '=', sha256)
    .where('status', '=', 'imported')
    .executeTakeFirst();
  return found !== undefined;
}

/** The latest data time of the files that are part of the source's facts; unit tables have none. */
export async function latestFileTime(db: Db, origin: number): Promise<Instant | null> {
  const row = await db
    .selectFrom('import_file')
    .select((of) => of.fn.max('data_time').as('at'))
    .where('origin', '=', origin)
    .where('status', '=', 'imported')
    .executeTakeFirst();
  return (row?.at as Instant | null) ?? null;
}

/** So many files in a row must have named a unit before the next one is expected to. */
const USUAL = 5;

/** Units that each of the last files of this shape named; none while there are too few to say what is usual. */
export async function usualUnits(db: Db, origin: number, shape: string): Promise<string[]> {
  const rows = await db
    .selectFrom('import_file')
    .select('units')
    .where('origin', '=', origin)
    .where('shape', '=', shape)
    .where('status', '=', 'imported')
    .where('units', 'is not', null)
    .orderBy('file', 'desc')
    .limit(USUAL)
    .execute();
  if (rows.length < USUAL) return [];
  const [first, ...others] = rows.map(({ units }) => new Set(units));
  return [...first!].filter((unit) => others.every((units) => units.has(unit))).sort();
}

/** YYYY-MM-DD of which files of this shape brought rows. */
export async function dataDays(db: Db, origin: number, shape: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select distinct to_char(d, 'YYYY-MM-DD') as day from import_file i cross join lateral unnest(i.days) d
    where i.origin = ${origin} and i.shape = ${shape} and i.status = 'imported'`.execute(db);
  return rows.map(({ day }) => day);
}

export async function nextFile(trx: Db, origin: number): Promise<number> {
  const { next } = await trx
    .selectFrom('import_file')
    .select(sql<number>`coalesce(max(file), 0)::int + 1`.as('next'))
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow();
  return next;
}

/** The file's line in the accounts; a constraint refuses one that does not add up. */
export async function recordFile(trx: Db, record: FileRecord): Promise<void> {
  const { rows } = record;
  await trx
    .insertInto('import_file')
    .values({
      origin: record.origin,
      file: record.file,
      name: record.name,
      sha256: record.sha256,
      bytes: record.bytes,
      format: record.format,
      encoding: record.encoding,
      shape: record.shape,
      status: record.status,
      rows_in: rows.in,
      rows_new: rows.new,
      rows_changed: rows.changed,
      rows_same: rows.same,
      rows_quarantined: rows.quarantined,
      rows_blank: rows.blank,
      rows_total: rows.total,
      reasons: JSON.stringify(record.reasons),
      data_time: record.dataTime === null ? null : stampText(record.dataTime),
      message: record.message,
      told: record.told.problem === null && record.told.noted.length === 0 ? null : JSON.stringify(record.told),
      units: record.units.length === 0 ? null : [...record.units],
      days: record.days.length === 0 ? null : [...record.days],
      started_at: stampText(record.startedAt),
      finished_at: stampText(record.finishedAt),
      reading: record.reading,
      many_stamps: record.manyStamps,
    })
    .execute();
}

const QUARANTINE = {
  origin: 'int4',
  file: 'int4',
  sheet: 'text',
  line: 'int4',
  column_name: 'text',
  value: 'text',
  reason: 'text',
  raw: 'text',
  listed: 'timestamptz',
  case_key: 'text',
} as const;

/** PostgreSQL's text cannot hold NUL; a refused row is shown, so it gets the visible sign. */
const printable = (text: string): string => text.replaceAll('\0', '␀');

/** Keeps refused rows; two of one line (a record may be refused twice by a broken file) are told apart by the first. */
export async function quarantine(trx: Db, origin: number, file: number, refused: readonly RefusedRow[]): Promise<void> {
  if (refused.length === 0) return;
  const byLine = new Map(refused.toReversed().map((row) => [row.line, row]));
  const rows = [...byLine.values()].map((row) => ({
    origin,
    file,
    sheet: printable(row.sheet ?? ''),
    line: row.line,
    column_name: printable(row.column),
    value: printable(row.value),
    reason: row.reason,
    raw: printable(row.raw),
    listed: row.listed ?? null,
    case_key: row.caseKey ?? null,
  }));
  await copyRows(clientOf(trx), 'quarantine', QUARANTINE, rows);
}

/** Content hashes of all files that are part of the facts. */
export async function importedHashes(db: Db): Promise<{ sha256: string; bytes: number }[]> {
  return db.selectFrom('import_file').select(['sha256', 'bytes']).distinct().where('status', '=', 'imported').execute();
}
