import { sql } from 'kysely';
import { copyOut, ints } from '../copy-out.ts';
import type { Db } from '../database.ts';
import { visitHistogram } from '../histogram.ts';
import { monthOf, monthText, NOW, piecesOfMonths } from '../piece.ts';
import { monthsOf, packQuarter, quarterOf, unpackPieces, type Quarter } from '../quarter.ts';
import { VERDICTS, type Piece } from '../vocabulary.ts';
import type { Group } from './group.ts';
import type { Month } from './month.ts';

/** The pages the cube was summed from, or as they stood when each month was closed. */
export const pageTable = (g: { reading: 'restated' | 'reported' }) =>
  sql.table(g.reading === 'reported' ? 'reported_page' : 'case_page');

/** Parts of the cube of one unit, stage and calendar month: their histograms joined. */
export type CubeRow = { unit: number; stage: number; month: Month; hist: Uint8Array };

type Judged = { origin: number; ruleSet: number };
/** `reported`: as it stood when each month was closed; months that are not closed have no rows then. */
type Ask = { units: readonly number[]; stages: readonly number[]; to: Month; reported?: boolean };

/** The cube of these units and stages, from a month (absent: the first) to a month, a row per month. */
export async function cubeRows(db: Db, g: Judged, ask: Ask & { from?: Month }): Promise<CubeRow[]> {
  const { first, last } = piecesOfMonths(monthOf(ask.from ?? '0000-01'), monthOf(ask.to));
  const rows: CubeRow[] = [];
  for (const { unit, stage, quarter, hists } of await quarters(db, g, { ...ask, first, last }))
    for (const month of monthsOf(quarter)) {
      const pieces = piecesOfMonths(month, month);
      if (pieces.first < first || pieces.last > last) continue;
      const hist = unpackPieces(hists, quarter, pieces.first, pieces.last);
      if (hist.length > 0) rows.push({ unit, stage, month: monthText(month), hist });
    }
  return rows;
}

/**
 * The same of one stage in fewer rows: a row per unit and stretch of months. A stretch begins with each of `starts`, the
 * last one ends with `to`; a row's month is its stretch's first.
 */
export async function cubeStretches(
  db: Db,
  g: Judged,
  ask: Omit<Ask, 'stages'> & { stage: number; starts: readonly Month[] },
): Promise<Omit<CubeRow, 'stage'>[]> {
  const starts = [...new Set(ask.starts)].filter((month) => month <= ask.to).sort();
  const { first, last } = piecesOfMonths(monthOf(starts[0]!), monthOf(ask.to));
  const begins = starts.map((month) => piecesOfMonths(monthOf(month), monthOf(month)).first);
  const joined = new Joined<{ unit: number; month: Month }>();
  for (const { unit, quarter, hists } of await quarters(db, g, { ...ask, stages: [ask.stage], first, last }))
    begins.forEach((begin, i) => {
      const hist = unpackPieces(hists, quarter, begin, (begins[i + 1] ?? last + 1) - 1);
      if (hist.length > 0) joined.add(unit * begins.length + i, { unit, month: starts[i]! }, hist);
    });
  return joined.rows();
}

/** The same over the whole period: a row per unit and stage. */
export async function cubeSums(db: Db, g: Judged, ask: Ask & { from: Month }): Promise<Omit<CubeRow, 'month'>[]> {
  const { first, last } = piecesOfMonths(monthOf(ask.from), monthOf(ask.to));
  const joined = new Joined<{ unit: number; stage: number }>();
  for (const { unit, stage, quarter, hists } of await quarters(db, g, { ...ask, first, last })) {
    const hist = unpackPieces(hists, quarter, first, last);
    if (hist.length > 0) joined.add(unit * 65_536 + stage, { unit, stage }, hist); // a stage is an int2
  }
  return joined.rows();
}

/** How the open cases of these units stand: a row per unit and stage, of CUBE.open and of running clocks, or of one of them. */
export async function cubeNow(
  db: Db,
  { origin, ruleSet }: Judged,
  units: readonly number[],
  stage?: number,
): Promise<Omit<CubeRow, 'month'>[]> {
  const quarter = quarterOf(NOW);
  const rows = await copyOut(
    db,
    sql`select unit, stage::int, hists from cube where origin = ${sql.lit(origin)} and rule_set = ${sql.lit(ruleSet)}
      and quarter = ${sql.lit(quarter)} and unit = any(${ints(units)})
        ${stage === undefined ? sql`` : sql`and stage = ${sql.lit(stage)}`}`,
    { unit: 'int4', stage: 'int4', hists: 'bytea' },
  );
  return rows.map(({ hists, ...row }) => ({ ...row, hist: unpackPieces(hists, quarter, NOW, NOW) }));
}

/** Histograms by key, those of one key joined. */
class Joined<Row> {
  readonly #found = new Map<string | number, Row & { hists: Uint8Array[] }>();

  add(key: string | number, row: Row, hist: Uint8Array): void {
    const found = this.#found.get(key);
    if (found === undefined) this.#found.set(key, { ...row, hists: [hist] });
    else found.hists.push(hist);
  }

  rows(): (Row & { hist: Uint8Array })[] {
    return Array.from(this.#found.values(), ({ hists, ...row }) => ({
      ...(row as Row),
      hist: hists.length === 1 ? hists[0]! : Buffer.concat(hists),
    }));
  }
}

type QuarterRow = { unit: number; stage: number; quarter: Quarter; hists: Uint8Array };

/** The rows of these units and stages that hold pieces between two. */
async function quarters(
  db: Db,
  { origin, ruleSet }: Judged,
  ask: Omit<Ask, 'to'> & { first: Piece; last: Piece },
): Promise<QuarterRow[]> {
  const where = sql`where origin = ${sql.lit(origin)} and rule_set = ${sql.lit(ruleSet)}
      and stage = any(${ints(ask.stages)}) and unit = any(${ints(ask.units)})`;
  if (!ask.reported)
    return copyOut(
      db,
      sql`select unit, stage::int, quarter, hists from cube ${where}
        and quarter between ${sql.lit(quarterOf(ask.first))} and ${sql.lit(quarterOf(ask.last))}`,
      { unit: 'int4', stage: 'int4', quarter: 'int4', hists: 'bytea' },
    );
  const found = new Map<string, Omit<QuarterRow, 'hists'> & { hists: Map<Piece, Uint8Array> }>();
  for (const { unit, stage, piece, hist } of await copyOut(
    db,
    sql`select unit, stage::int, piece, hist from reported_cube ${where}
      and piece between ${sql.lit(ask.first)} and ${sql.lit(ask.last)}`,
    { unit: 'int4', stage: 'int4', piece: 'int4', hist: 'bytea' },
  )) {
    const quarter = quarterOf(piece);
    const key = `${unit} ${stage} ${quarter}`;
    const row = found.get(key) ?? { unit, stage, quarter, hists: new Map() };
    found.set(key, row);
    row.hists.set(piece, hist);
  }
  return Array.from(found.values(), ({ hists, ...row }) => ({ ...row, hists: packQuarter(hists) }));
}

/** Stopped clocks counted; `days[d]` and `lateDays[d]` leave undecidable clocks out, which have no duration. */
export type Tally = {
  n: number;
  met: number;
  late: number;
  noLimit: number;
  undecidable: number;
  days: number[];
  lateDays: number[];
};

export const decided = (t: Tally): number => t.met + t.late;

/** Adds up the clocks of the groups that `groups` holds. */
export function tally(rows: Iterable<{ hist: Uint8Array }>, groups: ReadonlyMap<number, Group>): Tally {
  const t: Tally = { n: 0, met: 0, late: 0, noLimit: 0, undecidable: 0, days: [], lateDays: [] };
  const count = (counts: number[], day: number, n: number) => {
    while (counts.length <= day) counts.push(0);
    counts[day]! += n;
  };
  for (const { hist } of rows)
    visitHistogram(hist, (grp, day, verdict, n) => {
      if (!groups.has(grp)) return;
      const word = VERDICTS[verdict];
      t.n += n;
      if (word === 'undecidable') t.undecidable += n;
      else count(t.days, day, n);
      if (word === 'overdue') count(t.lateDays, day, n);
      if (word === 'met') t.met += n;
      else if (word === 'overdue') t.late += n;
      else if (word === 'no-limit') t.noLimit += n;
    });
  return t;
}
