import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { visitDecided } from '../histogram.ts';
import { status } from '../status.ts';
import type { Ground } from './ground.ts';
import { groupsOfKind, ofKind, type Kind } from './group.ts';
import type { Members } from './members.ts';
import { standings, standsInCube } from './standing.ts';
import { fromClocks, openCases, openClocks } from './stock.ts';
import { addHistogram, emptyStrata, type Strata } from './strata.ts';

type HistRow = { unit: number; hist: Uint8Array };
type Parts = ReadonlyMap<number, 1 | -1>;

/** What of the cube makes up each of these units: itself, or the parts of other sets of members. */
export const partsOf = (members: Members | null, units: readonly number[]): Map<number, Parts> =>
  new Map(units.map((unit) => [unit, members === null ? new Map([[unit, 1]]) : members.parts(unit)]));

/** Every unit whose cube is needed for these. */
export const neededFor = (parts: ReadonlyMap<number, Parts>): number[] => [
  ...new Set([...parts.values()].flatMap((of) => [...of.keys()])),
];

/** Adds up rows into the units they are parts of; `key` tells rows of one unit apart (a month, a stage). */
export function sumRows<Row extends HistRow, Key>(
  rows: Iterable<Row>,
  parts: ReadonlyMap<number, Parts>,
  groups: ReadonlySet<number>,
  key: (row: Row) => Key,
): Map<number, Map<Key, Strata>> {
  const into = wholesOf(parts);
  const sums = new Map<number, Map<Key, Strata>>();
  for (const row of rows)
    for (const [unit, sign] of into.get(row.unit) ?? []) {
      let own = sums.get(unit);
      if (own === undefined) sums.set(unit, (own = new Map()));
      let strata = own.get(key(row));
      if (strata === undefined) own.set(key(row), (strata = emptyStrata()));
      addHistogram(strata, row.hist, groups, sign);
    }
  return sums;
}

/** The units each part counts for. */
function wholesOf(parts: ReadonlyMap<number, Parts>): Map<number, [unit: number, sign: 1 | -1][]> {
  const into = new Map<number, [unit: number, sign: 1 | -1][]>();
  for (const [unit, of] of parts) for (const [at, sign] of of) into.set(at, [...(into.get(at) ?? []), [unit, sign]]);
  return into;
}

/** Decided and met clocks of these units by `group|stage`; of each stage those of the groups it decides over. */
export function sumByStage(
  rows: Iterable<HistRow & { stage: number }>,
  parts: ReadonlyMap<number, Parts>,
  groupsOf: (stage: number) => ReadonlySet<number>,
): Map<number, Map<string, { n: number; met: number }>> {
  const into = wholesOf(parts);
  const sums = new Map([...parts.keys()].map((unit) => [unit, new Map<string, { n: number; met: number }>()]));
  for (const { unit: part, stage, hist } of rows)
    for (const [unit, sign] of into.get(part) ?? []) {
      const own = sums.get(unit)!;
      visitDecided(hist, groupsOf(stage), (grp, n, met) => {
        const key = `${grp}|${stage}`;
        const sum = own.get(key);
        if (sum === undefined) own.set(key, { n: sign * n, met: sign * met });
        else {
          sum.n += sign * n;
          sum.met += sign * met;
        }
      });
    }
  return sums;
}

/** Open and overdue cases of a kind in each of these units. */
export async function openByUnit(
  db: Db,
  g: Ground,
  units: readonly number[],
  kind: Kind,
  members: Members | null,
): Promise<Map<number, { open: number; overdue: number }>> {
  if (members === null && standsInCube(g)) {
    const sums = new Map<number, { open: number; overdue: number }>();
    for (const { unit, status, n } of await standings(db, g, units, groupsOfKind(g.groups, kind))) {
      const before = sums.get(unit) ?? { open: 0, overdue: 0 };
      sums.set(unit, { open: before.open + n, overdue: before.overdue + (status === 'overdue' ? n : 0) });
    }
    return sums;
  }
  const all = members === null ? g : { ...g, members: [...new Set(units.flatMap((unit) => [...members.own(unit)]))] };
  const counts = sql`count(*)::int as open, count(*) filter (where ${status} = 'overdue')::int as overdue`;
  const own = fromClocks(g)
    ? sql`select c.unit, ${counts} from ${openClocks(all)} and c.grp = any(${[...groupsOfKind(g.groups, kind)]}::int[]) group by 1`
    : sql`select f.unit, ${counts} from ${openCases(all)} and ${ofKind(kind)} group by 1`;
  if (members === null) {
    const { rows } = await sql<{ unit: number; open: number; overdue: number }>`
      select a.above as unit, sum(o.open)::int as open, sum(o.overdue)::int as overdue from (${own}) o
      join unit_above a on a.origin = ${g.origin} and a.unit = o.unit and a.above = any(${[...units]}::int[])
      group by 1`.execute(db);
    return new Map(rows.map((r) => [r.unit, r]));
  }
  const { rows } = await sql<{ unit: number; open: number; overdue: number }>`${own}`.execute(db);
  return new Map(
    units.map((unit) => {
      const mine = rows.filter((row) => members.own(unit).has(row.unit));
      const sum = (of: 'open' | 'overdue') => mine.reduce((total, row) => total + row[of], 0);
      return [unit, { open: sum('open'), overdue: sum('overdue') }];
    }),
  );
}
