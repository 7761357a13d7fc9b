import { sql } from 'kysely';
import { copyRows } from '../copy.ts';
import type { Db } from '../database.ts';
import { sumsOf } from '../histogram.ts';
import { clientOf } from '../transaction.ts';
import type { Judgement } from './judged.ts';
import type { Place } from './pages.ts';

const COLUMNS = {
  origin: 'int4',
  rule_set: 'int2',
  unit: 'int4',
  piece: 'int4',
  stage: 'int2',
  n: 'int4',
  decided: 'int4',
  late: 'int4',
  undecidable: 'int4',
  hist: 'bytea',
  written: 'int8',
} as const;

/** One part of the cube: its histogram says everything, the other columns are its sums. */
export type Part = Place & { stage: number; hist: Uint8Array };

/** The parts of all stages at these places. */
export async function storedParts(trx: Db, { origin, ruleSet }: Judgement, places: readonly Place[]): Promise<Part[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<Part>`
    select c.unit, c.piece, c.stage, c.hist
    from unnest(${places.map((p) => p.unit)}::int[], ${places.map((p) => p.piece)}::int[]) as k(unit, piece)
    join cube c on c.origin = ${origin} and c.rule_set = ${ruleSet} and c.unit = k.unit and c.piece = k.piece
  `.execute(trx);
  return rows;
}

/** Replaces parts: `gone` are deleted, then `parts` written as of this version of the origin. */
export async function replaceParts(
  trx: Db,
  { origin, ruleSet }: Judgement,
  gone: readonly (Place & { stage: number })[],
  parts: readonly Part[],
  version: number,
): Promise<void> {
  if (gone.length > 0) {
    await sql`
      delete from cube c
      using unnest(
        ${gone.map((p) => p.unit)}::int[], ${gone.map((p) => p.piece)}::int[], ${gone.map((p) => p.stage)}::smallint[]
      ) as k(unit, piece, stage)
      where c.origin = ${origin} and c.rule_set = ${ruleSet}
        and c.unit = k.unit and c.piece = k.piece and c.stage = k.stage
    `.execute(trx);
  }
  const rows = function* () {
    for (const { unit, piece, stage, hist } of parts) {
      yield { origin, rule_set: ruleSet, unit, piece, stage, ...sumsOf(hist), hist, written: version };
    }
  };
  await copyRows(clientOf(trx), 'cube', COLUMNS, rows());
}
