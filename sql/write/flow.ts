import { sql } from 'kysely';
import { copyRows } from '../copy.ts';
import type { Db } from '../database.ts';
import { clientOf } from '../transaction.ts';
import type { Piece } from '../vocabulary.ts';

const CASE_COLUMNS = {
  origin: 'int4',
  case_id: 'int4',
  unit: 'int4',
  last_piece: 'int4',
  piece: 'int4[]',
  series: 'int4[]',
  days: 'int2[]',
} as const;
const FLOW_COLUMNS = { origin: 'int4', kind: 'int2', unit: 'int4', piece: 'int4', hist: 'bytea' } as const;

/** What one case counts for: entry i adds one to `series[i]` at `days[i]` in `piece[i]`. */
export type CaseFlow = { case_id: number; unit: number; piece: number[]; series: number[]; days: number[] };
export type FlowPlace = { kind: number; unit: number; piece: Piece };
export type FlowPart = FlowPlace & { hist: Uint8Array };

/** Origins whose flow lags behind their facts, or was counted by another definition. */
export async function flowBehind(
  db: Db,
  definition: number,
): Promise<{ origin: number; source: string; version: number }[]> {
  const { rows } = await sql<{ origin: number; source: string; version: number }>`
    select o.origin, o.source, o.version from origin o left join flow_counted c using (origin)
    where (c.version is distinct from o.version or (c.basis -> 'rules' ->> 'flow')::int is distinct from ${definition})
      and o.data_time is not null order by o.origin`.execute(db);
  return rows;
}

export async function storedCaseFlow(trx: Db, origin: number, caseIds: readonly number[]): Promise<CaseFlow[]> {
  return trx
    .selectFrom('case_flow')
    .select(['case_id', 'unit', 'piece', 'series', 'days'])
    .where('origin', '=', origin)
    .where('case_id', '=', sql<number>`any(${caseIds}::int[])`)
    .execute();
}

/** Replaces the rows of these cases; `absent`: none of them has one yet. */
export async function replaceCaseFlow(
  trx: Db,
  origin: number,
  caseIds: readonly number[] | 'absent',
  rows: readonly CaseFlow[],
): Promise<void> {
  if (caseIds !== 'absent')
    await trx
      .deleteFrom('case_flow')
      .where('origin', '=', origin)
      .where('case_id', '=', sql<number>`any(${caseIds}::int[])`)
      .execute();
  await copyRows(
    clientOf(trx),
    'case_flow',
    CASE_COLUMNS,
    rows.map((row) => ({ origin, last_piece: row.piece.reduce((a, b) => Math.max(a, b), 0), ...row })),
  );
}

export async function storedFlow(trx: Db, origin: number, places: readonly FlowPlace[]): Promise<FlowPart[]> {
  const { rows } = await sql<FlowPart>`
    select f.kind, f.unit, f.piece, f.hist
    from unnest(${places.map((p) => p.kind)}::smallint[], ${places.map((p) => p.unit)}::int[],
                ${places.map((p) => p.piece)}::int[]) as k(kind, unit, piece)
    join flow f on f.origin = ${origin} and f.kind = k.kind and f.unit = k.unit and f.piece = k.piece`.execute(trx);
  return rows;
}

/** Replaces the parts at these places; a place without a new part has none any more. */
export async function replaceFlow(
  trx: Db,
  origin: number,
  places: readonly FlowPlace[] | 'absent',
  parts: readonly FlowPart[],
): Promise<void> {
  if (places !== 'absent' && places.length > 0)
    await sql`
      delete from flow f
      using unnest(${places.map((p) => p.kind)}::smallint[], ${places.map((p) => p.unit)}::int[],
                   ${places.map((p) => p.piece)}::int[]) as k(kind, unit, piece)
      where f.origin = ${origin} and f.kind = k.kind and f.unit = k.unit and f.piece = k.piece`.execute(trx);
  await copyRows(
    clientOf(trx),
    'flow',
    FLOW_COLUMNS,
    parts.map((part) => ({ origin, ...part })),
  );
}

export async function clearFlow(trx: Db, origin: number): Promise<void> {
  for (const table of ['flow', 'case_flow', 'flow_series', 'flow_path', 'flow_counted'] as const)
    await trx.deleteFrom(table).where('origin', '=', origin).execute();
}

/** Up to which version the flow is counted, and what it hung on; null where it never was. */
export async function flowCounted(trx: Db, origin: number): Promise<{ version: number; basis: object } | null> {
  const row = await trx
    .selectFrom('flow_counted')
    .select(['version', 'basis'])
    .where('origin', '=', origin)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveFlowCounted(trx: Db, origin: number, version: number, basis: object): Promise<void> {
  const values = { version, basis: JSON.stringify(basis) };
  await trx
    .insertInto('flow_counted')
    .values({ origin, ...values })
    .onConflict((conflict) => conflict.column('origin').doUpdateSet(values))
    .execute();
}
