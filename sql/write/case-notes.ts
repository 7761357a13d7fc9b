import { sql } from 'kysely';
import { copyRows, type CopyRow } from '../copy.ts';
import type { Db } from '../database.ts';
import { clientOf } from '../transaction.ts';

const PLACE = { data_time: 'timestamptz', file: 'int4', line: 'int4' } as const;

/** What files say of a case beside its steps; each may come before its case. */
const TABLES = {
  suspension: {
    origin: 'int4',
    case_key: 'text',
    paused_from: 'timestamptz',
    occurrence: 'int2',
    paused_to: 'timestamptz',
    owner: 'int2',
    reason: 'text',
    ...PLACE,
  },
  callback: {
    origin: 'int4',
    case_key: 'text',
    occurrence: 'int2',
    due: 'timestamptz',
    made: 'timestamptz',
    answered: 'bool',
    grade: 'int2',
    time_deviates: 'bool',
    designated: 'bool',
    ...PLACE,
  },
  step_return: {
    origin: 'int4',
    case_key: 'text',
    returned_at: 'timestamptz',
    occurrence: 'int2',
    from_step: 'text',
    to_step: 'text',
    operator: 'text',
    reason: 'text',
    ...PLACE,
  },
  complaint: {
    origin: 'int4',
    number: 'text',
    case_key: 'text',
    unit: 'text',
    made: 'timestamptz',
    channel: 'text',
    category: 'text',
    upheld: 'bool',
    duplicate_of: 'text',
    ...PLACE,
  },
  batch_customer: { origin: 'int4', case_key: 'text', customer: 'text', energised: 'timestamptz', ...PLACE },
} as const;

export type NoteTable = keyof typeof TABLES;
export const NOTE_TABLES = Object.keys(TABLES) as NoteTable[];
export type NoteRecord<T extends NoteTable> = CopyRow<(typeof TABLES)[T]>;

/** The column by whose value notes are replaced together: a complaint stands by itself, the others by their case. */
const groupColumn = (table: NoteTable) => sql.ref(table === 'complaint' ? 'number' : 'case_key');

/** All notes of these cases (complaints: of these numbers), in the order of their key. */
export async function storedNotes<T extends NoteTable>(
  db: Db,
  table: T,
  origin: number,
  groups: readonly string[],
): Promise<NoteRecord<T>[]> {
  const columns = sql.join(Object.keys(TABLES[table]).map((name) => sql.ref(name)));
  const key = { suspension: 'case_key, paused_from, occurrence', callback: 'case_key, occurrence' } as const;
  const order = {
    ...key,
    ...{ step_return: 'case_key, returned_at, occurrence', complaint: 'number', batch_customer: 'case_key, customer' },
  }[table];
  const { rows } = await sql<NoteRecord<T>>`select ${columns} from ${sql.table(table)}
    where origin = ${origin} and ${groupColumn(table)} = any(${groups}::text[]) order by ${sql.raw(order)}`.execute(db);
  return rows;
}

/** Replaces all notes of these cases (complaints: of these numbers). */
export async function saveNotes<T extends NoteTable>(
  trx: Db,
  table: T,
  origin: number,
  groups: readonly string[],
  records: readonly NoteRecord<T>[],
): Promise<void> {
  await sql`delete from ${sql.table(table)}
    where origin = ${origin} and ${groupColumn(table)} = any(${groups}::text[])`.execute(trx);
  await copyRows(clientOf(trx), table, TABLES[table] as never, records as never);
}
