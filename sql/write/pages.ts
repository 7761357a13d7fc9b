import { sql } from 'kysely';
import { copyRows } from '../copy.ts';
import type { Db } from '../database.ts';
import { clientOf } from '../transaction.ts';
import type { Piece } from '../vocabulary.ts';
import type { Judgement } from './judged.ts';

const COLUMNS = {
  origin: 'int4',
  rule_set: 'int2',
  unit: 'int4',
  piece: 'int4',
  case_id: 'int4[]',
  stage: 'int2[]',
  grp: 'int2[]',
  days: 'int2[]',
  verdict: 'int2[]',
} as const;

/** A place in the tree and in time: where a page lies, and the parts made of it. */
export type Place = { unit: number; piece: Piece };

/** One page: the clocks of a unit's own cases that stopped in a piece, by case, then stage. */
export type PageRow = Place & {
  case_id: readonly number[];
  stage: readonly number[];
  grp: readonly number[];
  days: readonly number[];
  verdict: readonly number[];
};

/** The pages that lie at these places. */
export async function storedPages(
  trx: Db,
  { origin, ruleSet }: Judgement,
  places: readonly Place[],
): Promise<PageRow[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<PageRow>`
    select p.unit, p.piece, p.case_id, p.stage, p.grp, p.days, p.verdict
    from unnest(${places.map((p) => p.unit)}::int[], ${places.map((p) => p.piece)}::int[]) as k(unit, piece)
    join case_page p on p.origin = ${origin} and p.rule_set = ${ruleSet} and p.unit = k.unit and p.piece = k.piece
  `.execute(trx);
  return rows;
}

/** Replaces the pages at these places; a place without a new page has none any more. */
export async function replacePages(
  trx: Db,
  { origin, ruleSet }: Judgement,
  places: readonly Place[] | 'absent',
  pages: Iterable<PageRow>,
): Promise<void> {
  if (places !== 'absent' && places.length > 0) {
    await sql`
      delete from case_page p
      using unnest(${places.map((p) => p.unit)}::int[], ${places.map((p) => p.piece)}::int[]) as k(unit, piece)
      where p.origin = ${origin} and p.rule_set = ${ruleSet} and p.unit = k.unit and p.piece = k.piece
    `.execute(trx);
  }
  const rows = function* () {
    for (const page of pages) yield { origin, rule_set: ruleSet, ...page };
  };
  await copyRows(clientOf(trx), 'case_page', COLUMNS, rows());
}
