import { sql } from 'kysely';
import { copyRows, type CopyRow } from '../copy.ts';
import type { Db } from '../database.ts';
import { clientOf } from '../transaction.ts';

const SUSPENSION = {
  origin: 'int4',
  case_key: 'text',
  paused_from: 'timestamptz',
  occurrence: 'int2',
  paused_to: 'timestamptz',
  owner: 'int2',
  reason: 'text',
  data_time: 'timestamptz',
  file: 'int4',
  line: 'int4',
} as const;

const CALLBACK = {
  origin: 'int4',
  case_key: 'text',
  occurrence: 'int2',
  due: 'timestamptz',
  made: 'timestamptz',
  answered: 'bool',
  grade: 'int2',
  data_time: 'timestamptz',
  file: 'int4',
  line: 'int4',
} as const;

export type SuspensionRecord = CopyRow<typeof SUSPENSION>;
export type CallbackRecord = CopyRow<typeof CALLBACK>;

export async function suspensionsOf(db: Db, origin: number, keys: readonly string[]) {
  return db
    .selectFrom('suspension')
    .selectAll()
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .orderBy('case_key')
    .orderBy('paused_from')
    .orderBy('occurrence')
    .execute();
}

export async function callbacksOf(db: Db, origin: number, keys: readonly string[]) {
  return db
    .selectFrom('callback')
    .selectAll()
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .orderBy('case_key')
    .orderBy('occurrence')
    .execute();
}

/** Replaces all suspensions of these cases. */
export async function saveSuspensions(
  trx: Db,
  origin: number,
  keys: readonly string[],
  records: readonly SuspensionRecord[],
): Promise<void> {
  await trx
    .deleteFrom('suspension')
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .execute();
  await copyRows(clientOf(trx), 'suspension', SUSPENSION, records);
}

/** Replaces all callbacks of these cases. */
export async function saveCallbacks(
  trx: Db,
  origin: number,
  keys: readonly string[],
  records: readonly CallbackRecord[],
): Promise<void> {
  await trx
    .deleteFrom('callback')
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .execute();
  await copyRows(clientOf(trx), 'callback', CALLBACK, records);
}
