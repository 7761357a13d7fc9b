import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Scope } from '../scope.ts';
import { unitsOn } from '../unit-stand.ts';
import { unitVersions } from '../write/unit-versions.ts';
import type { Ground } from './ground.ts';
import { lastDayOf } from './month.ts';
import { topUnit } from './origin.ts';
import type { UnitBelow } from './units.ts';

/** `then`: the tree as it was at the period's end; `nature`: 地区性质, of a unit or the nearest one above that has one. */
export type TreeQuestion = { tree?: 'then' | undefined; nature?: string | undefined };

/** Which units' own cases count for a unit, where that is not simply all that stands below it today. */
export type Members = {
  /** Units one level below in the asked tree, in the source's order; those without any member are left out. */
  below(unit: number): UnitBelow[];
  own(unit: number): ReadonlySet<number>;
  /** The same in parts of the cube, which add up by today's tree: units whose sums are added (1) or taken away (−1). */
  parts(unit: number): ReadonlyMap<number, 1 | -1>;
};

type Row = { unit: number; code: string; name: string; parent: number | null };

/** null: today's tree with every nature. Nobody sees what lies outside the scope today, whatever stood where then. */
export async function membersOf(
  db: Db,
  scope: Scope,
  g: Ground,
  { tree, nature }: TreeQuestion,
  natures: Readonly<Record<string, string>>,
): Promise<Members | null> {
  if (tree === undefined && nature === undefined) return null;
  const top = await topUnit(db, scope, g.origin);
  const { rows } = await sql<Row>`
    select u.unit, u.code, u.name, u.parent from unit_above a
    join unit u on u.origin = a.origin and u.unit = a.unit
    where a.origin = ${g.origin} and a.above = ${top.unit} order by u.ord, u.unit`.execute(db);
  const parents = tree === 'then' ? await parentsOn(db, g, rows, top.unit) : parentsToday(rows);
  return memberSets(rows, parents, natureReader(rows, parents, natures, nature));
}

const parentsToday = (rows: readonly Row[]) => new Map(rows.map(({ unit, parent }) => [unit, parent]));

/** Parents on the period's last day; a unit no table dates, or whose parent then is not to be seen, stands as today. */
async function parentsOn(db: Db, g: Ground, rows: readonly Row[], top: number): Promise<Map<number, number | null>> {
  const stand = unitsOn(await unitVersions(db, g.origin), lastDayOf(g.basis.to));
  const byCode = new Map(rows.map((row) => [row.code, row.unit]));
  const parents = parentsToday(rows);
  for (const { code, parent } of stand.units) {
    const unit = byCode.get(code);
    if (unit === undefined || unit === top) continue;
    const above = parent === null ? top : byCode.get(parent);
    if (above !== undefined) parents.set(unit, above);
  }
  return parents;
}

/** Whether a unit's own cases are of the asked nature. */
function natureReader(
  rows: readonly Row[],
  parents: ReadonlyMap<number, number | null>,
  natures: Readonly<Record<string, string>>,
  asked: string | undefined,
): (unit: number) => boolean {
  if (asked === undefined) return () => true;
  const codes = new Map(rows.map(({ unit, code }) => [unit, code]));
  return (unit) => {
    for (let at: number | null = unit, steps = 0; at !== null && codes.has(at) && steps < 64; steps++) {
      const found = natures[codes.get(at)!];
      if (found !== undefined) return found === asked;
      at = parents.get(at) ?? null;
    }
    return false;
  };
}

/** Pure: the sets and sums of a tree whose units stand elsewhere than today, or count in part. */
export function memberSets(
  rows: readonly Row[],
  parents: ReadonlyMap<number, number | null>,
  counts: (unit: number) => boolean,
): Members {
  const children = new Map<number, number[]>();
  for (const [unit, parent] of parents)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), unit]);
  const known = new Map<number, ReadonlySet<number>>();
  const own = (unit: number): ReadonlySet<number> => {
    let set = known.get(unit);
    if (set === undefined) {
      const all = [unit];
      for (let at = 0; at < all.length; at++)
        all.push(...(children.get(all[at]!) ?? []).filter((c) => !all.includes(c)));
      known.set(unit, (set = new Set(all.filter(counts))));
    }
    return set;
  };
  return {
    own,
    below: (unit) =>
      rows
        .filter((row) => parents.get(row.unit) === unit && own(row.unit).size > 0)
        .map(({ unit: below, code, name }) => ({ unit: below, code, name, hasBelow: children.has(below) })),
    parts: (unit) => {
      const set = own(unit);
      const parts = new Map<number, 1 | -1>();
      for (const { unit: at, parent } of rows) {
        const inside = parent !== null && set.has(parent);
        if (set.has(at) !== inside) parts.set(at, set.has(at) ? 1 : -1);
      }
      return parts;
    },
  };
}
