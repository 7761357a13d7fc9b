import { sql } from 'kysely';
import { copyRows } from '../copy.ts';
import { copyOut, ints } from '../copy-out.ts';
import type { Db } from '../database.ts';
import { sumsOf } from '../histogram.ts';
import { joined, packQuarter, quarterOf, unpackPieces, unpackQuarter, type Quarter } from '../quarter.ts';
import { clientOf } from '../transaction.ts';
import type { Piece } from '../vocabulary.ts';
import type { Judgement } from './judged.ts';
import type { Place } from './pages.ts';

const SUMS = { n: 'int4', decided: 'int4', late: 'int4', undecidable: 'int4' } as const;
const COLUMNS = {
  origin: 'int4',
  rule_set: 'int2',
  unit: 'int4',
  quarter: 'int4',
  stage: 'int2',
  ...SUMS,
  hists: 'bytea',
  written: 'int8',
} as const;
const REPORTED = {
  origin: 'int4',
  rule_set: 'int2',
  unit: 'int4',
  piece: 'int4',
  stage: 'int2',
  ...SUMS,
  hist: 'bytea',
} as const;

/** One part of the cube: its histogram says everything. A row holds the parts of a quarter. */
export type Part = Place & { stage: number; hist: Uint8Array };
type Row = { unit: number; quarter: Quarter; stage: number; hists: Uint8Array };

/** The parts of a unit's stage in a quarter: what a row is made of. */
export type QuarterParts = Omit<Row, 'hists'> & { hists: Map<Piece, Uint8Array> };

/** The parts of all stages at these places. */
export async function storedParts(trx: Db, { origin, ruleSet }: Judgement, places: readonly Place[]): Promise<Part[]> {
  if (places.length === 0) return [];
  const wanted = new Map<string, Piece[]>();
  for (const { unit, piece } of places) {
    const key = `${unit} ${quarterOf(piece)}`;
    wanted.set(key, [...(wanted.get(key) ?? []), piece]);
  }
  const keys = Array.from(wanted.keys(), (key) => key.split(' ').map(Number));
  const rows = await copyOut(
    trx,
    sql`select c.unit, c.quarter, c.stage::int, c.hists
      from unnest(${ints(keys.map((key) => key[0]!))}, ${ints(keys.map((key) => key[1]!))}) as k(unit, quarter)
      join cube c on c.origin = ${sql.lit(origin)} and c.rule_set = ${sql.lit(ruleSet)}
        and c.unit = k.unit and c.quarter = k.quarter`,
    { unit: 'int4', quarter: 'int4', stage: 'int4', hists: 'bytea' },
  );
  return rows.flatMap(({ unit, quarter, stage, hists }) =>
    wanted.get(`${unit} ${quarter}`)!.flatMap((piece) => {
      const hist = unpackPieces(hists, quarter, piece, piece);
      return hist.length === 0 ? [] : [{ unit, piece, stage, hist }];
    }),
  );
}

/** Replaces parts: `gone` are deleted, then `parts` written as of this version of the origin. */
export async function replaceParts(
  trx: Db,
  judgement: Judgement,
  gone: readonly (Place & { stage: number })[],
  parts: readonly Part[],
  version: number,
): Promise<void> {
  const { origin, ruleSet } = judgement;
  const quarters = new Map<string, QuarterParts>();
  const of = ({ unit, piece, stage }: Place & { stage: number }) => {
    const quarter = quarterOf(piece);
    const key = `${unit} ${quarter} ${stage}`;
    let found = quarters.get(key);
    if (found === undefined) quarters.set(key, (found = { unit, quarter, stage, hists: new Map() }));
    return found.hists;
  };
  for (const part of [...gone, ...parts]) of(part);
  const taken = [...quarters.values()];
  const { rows } = await sql<Row>`
    delete from cube c
    using unnest(
      ${taken.map((q) => q.unit)}::int[], ${taken.map((q) => q.quarter)}::int[], ${taken.map((q) => q.stage)}::smallint[]
    ) as k(unit, quarter, stage)
    where c.origin = ${origin} and c.rule_set = ${ruleSet}
      and c.unit = k.unit and c.quarter = k.quarter and c.stage = k.stage
    returning c.unit, c.quarter, c.stage, c.hists
  `.execute(trx);
  for (const { unit, quarter, stage, hists } of rows)
    quarters.get(`${unit} ${quarter} ${stage}`)!.hists = unpackQuarter(hists, quarter);
  for (const part of gone) of(part).delete(part.piece);
  for (const part of parts) of(part).set(part.piece, part.hist);
  await writeParts(trx, judgement, quarters.values(), version);
}

/** Writes the parts of quarters of which nothing is stored, and returns how many they were. */
export async function writeParts(
  trx: Db,
  { origin, ruleSet }: Judgement,
  quarters: Iterable<QuarterParts>,
  version: number,
): Promise<number> {
  let written = 0;
  const rows = function* () {
    for (const { unit, quarter, stage, hists: parts } of quarters) {
      if (parts.size === 0) continue;
      written += parts.size;
      const hists = packQuarter(parts);
      yield { origin, rule_set: ruleSet, unit, quarter, stage, ...sumsOf(joined(hists)), hists, written: version };
    }
  };
  await copyRows(clientOf(trx), 'cube', COLUMNS, rows());
  return written;
}

/** Keeps the parts of these pieces as they stand now, as what was reported of them. */
export async function keepReported(trx: Db, { origin, ruleSet }: Judgement, first: Piece, last: Piece): Promise<void> {
  const { rows } = await sql<Row>`
    select unit, quarter, stage, hists from cube
    where origin = ${origin} and rule_set = ${ruleSet} and quarter between ${quarterOf(first)} and ${quarterOf(last)}
  `.execute(trx);
  const parts = function* () {
    for (const { unit, quarter, stage, hists } of rows)
      for (const [piece, hist] of unpackQuarter(hists, quarter))
        if (piece >= first && piece <= last)
          yield { origin, rule_set: ruleSet, unit, piece, stage, ...sumsOf(hist), hist };
  };
  await copyRows(clientOf(trx), 'reported_cube', REPORTED, parts());
}
