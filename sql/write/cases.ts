import { sql, type Selectable } from 'kysely';
import { copyRows, type CopyRow } from '../copy.ts';
import type { Db } from '../database.ts';
import type { CaseFactTable } from '../tables.ts';
import { clientOf } from '../transaction.ts';
import type { Instant } from '../vocabulary.ts';

/** A case as stored. */
export type StoredCase = Selectable<CaseFactTable>;

const COLUMNS = {
  origin: 'int4',
  case_id: 'int4',
  case_key: 'text',
  unit: 'int4',
  class: 'text',
  business: 'text',
  channel: 'text',
  dims: 'jsonb',
  state: 'int2',
  opened: 'timestamptz',
  ended: 'timestamptz',
  deadline: 'timestamptz',
  first_start: 'timestamptz',
  last_end: 'timestamptz',
  first_at: 'timestamptz',
  last_at: 'timestamptz',
  current_step: 'int2',
  department: 'int4',
  flags: 'int4',
  voltage: 'float8',
  capacity: 'float8',
  capacity_unit: 'text',
  supplies: 'int2',
  customers: 'int4',
  industry: 'text',
  manager: 'int4',
  marks: 'int2',
  marks_known: 'int2',
  step: 'int2[]',
  arrived: 'timestamptz[]',
  started: 'timestamptz[]',
  finished: 'timestamptz[]',
  operator: 'int4[]',
  departments: 'int4[]',
  event_unit: 'int4[]',
  sequence: 'text[]',
  file: 'int4[]',
  line: 'int4[]',
  evidence: 'jsonb',
  version: 'int8',
  listed: 'timestamptz',
  missing_since: 'timestamptz',
  designer: 'int4',
  builder: 'int4',
  supplier: 'int4',
} as const;

export type CaseRecord = CopyRow<typeof COLUMNS>;

export async function storedCases(trx: Db, origin: number, keys: readonly string[]): Promise<StoredCase[]> {
  return trx
    .selectFrom('case_fact')
    .selectAll()
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .execute();
}

const KEYS = 20_000;

/** Which of these keys are cases already. */
export async function knownKeys(trx: Db, origin: number, keys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let at = 0; at < keys.length; at += KEYS) {
    const rows = await trx
      .selectFrom('case_fact')
      .select('case_key')
      .where('origin', '=', origin)
      .where(sql<boolean>`case_key = any(${keys.slice(at, at + KEYS)}::text[])`)
      .execute();
    for (const { case_key } of rows) known.add(case_key);
  }
  return known;
}

/** Cases after `afterId`, in order of id; `units`: only those of these units, or with an event there. */
export async function storedCasesAfter(
  trx: Db,
  origin: number,
  afterId: number,
  limit: number,
  units?: readonly number[],
): Promise<StoredCase[]> {
  let query = trx.selectFrom('case_fact').selectAll().where('origin', '=', origin).where('case_id', '>', afterId);
  if (units) query = query.where(sql<boolean>`(unit = any(${units}::int[]) or event_unit && ${units}::int[])`);
  return query.orderBy('case_id').limit(limit).execute();
}

/** Writes cases that are not known yet. */
export async function writeNewCases(trx: Db, records: Iterable<CaseRecord>): Promise<void> {
  await copyRows(clientOf(trx), 'case_fact', COLUMNS, records);
}

/** Writes whole cases: those in `replaced` stand already and are taken out first. */
export async function writeCases(
  trx: Db,
  origin: number,
  replaced: readonly number[],
  records: Iterable<CaseRecord>,
): Promise<void> {
  if (replaced.length > 0) {
    await trx
      .deleteFrom('case_fact')
      .where('origin', '=', origin)
      .where(sql<boolean>`case_id = any(${replaced}::int[])`)
      .execute();
  }
  await copyRows(clientOf(trx), 'case_fact', COLUMNS, records);
}

export async function lastCaseId(trx: Db, origin: number): Promise<number> {
  const { last } = await trx
    .selectFrom('case_fact')
    .select(sql<number>`coalesce(max(case_id), 0)::int`.as('last'))
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow();
  return last;
}

export async function caseIdsOf(trx: Db, origin: number, keys?: readonly string[]): Promise<number[]> {
  let query = trx.selectFrom('case_fact').select('case_id').where('origin', '=', origin);
  if (keys) query = query.where(sql<boolean>`case_key = any(${keys}::text[])`);
  return (await query.orderBy('case_id').execute()).map((row) => row.case_id);
}

/** The last event or end of all cases, null for none. */
export async function lastEvent(trx: Db, origin: number): Promise<Instant | null> {
  const row = await trx
    .selectFrom('case_fact')
    .select((eb) => eb.fn.max(eb.fn<Instant>('greatest', ['last_at', 'ended'])).as('at'))
    .where('origin', '=', origin)
    .executeTakeFirst();
  return (row?.at as Instant | null) ?? null;
}

/** Says that something beside the row itself changed of these cases: whoever judges them must look again. */
export async function touchCases(trx: Db, origin: number, caseIds: readonly number[], version: number): Promise<void> {
  await trx
    .updateTable('case_fact')
    .set({ version })
    .where('origin', '=', origin)
    .where(sql<boolean>`case_id = any(${caseIds}::int[])`)
    .execute();
}

/** Takes cases out, with all their events; returns their numbers by key. */
export async function removeCases(trx: Db, origin: number, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await trx
    .deleteFrom('case_fact')
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .returning(['case_key', 'case_id'])
    .execute();
  return new Map(rows.map((row) => [row.case_key, row.case_id]));
}
