import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { originOf, topUnit } from '../read-ground/origin.ts';
import type { Scope } from '../scope.ts';
import type { CaseFactTable } from '../tables.ts';
import type { Selectable } from 'kysely';
import type { Instant } from '../vocabulary.ts';

/** What a source is and how its files were read; `units`: the numbers of those the reader may see, null: all. */
export type ExportGround = {
  origin: number;
  source: string;
  zone: string;
  profile: object;
  /** Every profile a file of it was read by. */
  profiles: object[];
  steps: string[];
  parties: string[];
  /** Codes by number. */
  units: Map<number, string>;
  within: { units: number[]; codes: string[] } | null;
};

/** Throws Failure where the source is unknown or nothing was ever taken into it. */
export async function exportGround(db: Db, scope: Scope, question: { source: string }): Promise<ExportGround> {
  const { origin, source, zone } = await originOf(db, scope, question.source);
  const { rows } = await sql<{ profile: object | null; profiles: object[] | null }>`
    select o.profile, (select jsonb_agg(r.profile order by r.reading) from reading r where r.origin = o.origin) as profiles
    from origin o where o.origin = ${origin}`.execute(db);
  const { profile, profiles } = rows[0]!;
  if (profile === null) throw new Failure('no-source');
  const words = async (query: RawBuilder<{ n: number; word: string }>) => {
    const found: string[] = [];
    for (const { n, word } of (await query.execute(db)).rows) found[n] = word;
    return found;
  };
  const units = await sql<{ unit: number; code: string }>`
    select unit, code from unit where origin = ${origin}`.execute(db);
  return {
    ...{ origin, source, zone, profile, profiles: profiles ?? [] },
    steps: await words(sql`select step as n, name as word from step where origin = ${origin}`),
    parties: await words(sql`select party as n, name as word from party where origin = ${origin}`),
    units: new Map(units.rows.map(({ unit, code }) => [unit, code])),
    within: scope.within === null ? null : await unitsWithin(db, scope, origin),
  };
}

async function unitsWithin(db: Db, scope: Scope, origin: number) {
  const top = await topUnit(db, scope, origin);
  const { rows } = await sql<{ unit: number; code: string }>`
    select u.unit, u.code from unit_above a join unit u on u.origin = a.origin and u.unit = a.unit
    where a.origin = ${origin} and a.above = ${top.unit}`.execute(db);
  return { units: rows.map(({ unit }) => unit), codes: rows.map(({ code }) => code) };
}

export type ExportedCase = Selectable<CaseFactTable>;
const CASES = 500;

/** The facts of every case with the evidence they follow from, in order of their number. */
export async function* exportCases(db: Db, { origin, within }: ExportGround): AsyncGenerator<ExportedCase[]> {
  for (let after = 0; ;) {
    let query = db.selectFrom('case_fact').selectAll().where('origin', '=', origin).where('case_id', '>', after);
    if (within) query = query.where(sql<boolean>`unit = any(${within.units}::int[])`);
    const rows = await query.orderBy('case_id').limit(CASES).execute();
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!.case_id;
  }
}

const KEYS = 2000;

/** What notes of a kind belong to, a batch at a time: the cases that have any; of complaints their numbers. */
export async function* exportNoteKeys(
  db: Db,
  { origin, within }: ExportGround,
  table: 'suspension' | 'callback' | 'step_return' | 'complaint' | 'batch_customer',
): AsyncGenerator<string[]> {
  const key = sql.ref(table === 'complaint' ? 'x.number' : 'x.case_key');
  const seen =
    within === null
      ? sql``
      : sql`and (exists (select from case_fact f where f.origin = x.origin and f.case_key = x.case_key
          and f.unit = any(${within.units}::int[]))
          ${table === 'complaint' ? sql`or x.unit = any(${within.codes}::text[])` : sql``})`;
  for (let after: string | null = null; ;) {
    const more: RawBuilder<unknown> = after === null ? sql`` : sql`and ${key} > ${after}`;
    const { rows }: { rows: { key: string }[] } = await sql<{ key: string }>`
      select distinct ${key} as key from ${sql.table(table)} x where x.origin = ${origin} ${more} ${seen}
      order by 1 limit ${KEYS}`.execute(db);
    if (rows.length === 0) return;
    yield rows.map((row) => row.key);
    after = rows.at(-1)!.key;
  }
}

/** Data times at which every case in flight was listed. */
export async function exportSnapshots(db: Db, { origin }: ExportGround): Promise<Instant[]> {
  const { rows } = await sql<{ at: Instant }>`
    select distinct data_time as at from snapshot where origin = ${origin} order by 1`.execute(db);
  return rows.map(({ at }) => at);
}
