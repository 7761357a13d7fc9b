import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { cubeRows } from '../read-ground/cube.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { groupsOfKind, KINDS, kindOf, ofKind, type Kind } from '../read-ground/group.ts';
import { monthPlus, monthsFrom } from '../read-ground/month.ts';
import { openCases } from '../read-ground/stock.ts';
import { addHistogram, addStrata, emptyStrata, rateOf, type Strata } from '../read-ground/strata.ts';
import { unitsBelow, type UnitBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import { status } from '../status.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

/** Fewer units than this: those below them are read too, for the spread between units. */
const ENOUGH_UNITS = 20;

export type BranchesQuestion = Question & { group?: Kind | undefined };

/**
 * Units one level below the chosen one, HV or LV: archived cases of the period (with a stage: its clocks), the same a year
 * before, 12 months, and the open stock. `below`: the units under them, for the spread between units.
 */
export async function branches(db: Db, scope: Scope, question: BranchesQuestion, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const units = await unitsBelow(db, g);
  const { from, to } = g.basis;
  const first = [monthPlus(from, -12), monthPlus(to, -11)].sort()[0]!;
  const stage = g.stage?.stage ?? CUBE.case;
  const ask = { units: [g.unit.unit, ...units.map((u) => u.unit)], stages: [stage], from: first, to };
  const rows = await cubeRows(db, g, ask);
  const kinds = kindsOf(rows, g, { from, to });
  const kind = question.group ?? kinds[0] ?? 'hv';
  const groups = groupsOfKind(g.groups, kind);

  const byUnit = new Map<number, Map<string, Strata>>();
  for (const row of rows) {
    let months = byUnit.get(row.unit);
    if (months === undefined) byUnit.set(row.unit, (months = new Map()));
    let strata = months.get(row.month);
    if (strata === undefined) months.set(row.month, (strata = emptyStrata()));
    addHistogram(strata, row.hist, groups);
  }
  const between = (unit: number, start: string, end: string) => {
    const sum = emptyStrata();
    for (const [month, strata] of byUnit.get(unit) ?? []) if (month >= start && month <= end) addStrata(sum, strata);
    return sum;
  };
  const stock = await openByUnit(db, g, units, kind);
  const whole = between(g.unit.unit, from, to);
  return {
    basis: g.basis,
    kind,
    kinds,
    stage: g.stage?.code ?? null,
    whole: { ...whole, rate: rateOf(whole) },
    below: await unitsUnder(db, g, units, groups, stage),
    rows: units.map((u) => {
      const months = byUnit.get(u.unit);
      const month = (name: string) => rateOf(months?.get(name) ?? emptyStrata());
      return {
        unit: u.code,
        unitName: u.name,
        hasBelow: u.hasBelow,
        ...between(u.unit, from, to),
        open: stock.get(u.unit)?.open ?? 0,
        openOverdue: stock.get(u.unit)?.overdue ?? 0,
        previousYearRate: rateOf(between(u.unit, monthPlus(from, -12), monthPlus(to, -12))),
        spark: monthsFrom(monthPlus(to, -11), to).map(month),
      };
    }),
  };
}

/** The kinds that have decided cases in the period, HV first. */
function kindsOf(rows: Awaited<ReturnType<typeof cubeRows>>, g: Ground, period: { from: string; to: string }): Kind[] {
  const found = emptyStrata();
  const all = new Set(g.groups.keys());
  for (const row of rows)
    if (row.unit === g.unit.unit && row.month >= period.from && row.month <= period.to)
      addHistogram(found, row.hist, all);
  const seen = new Set([...found.byGroup.keys()].map((grp) => kindOf(g.groups.get(grp)!.class)));
  return KINDS.filter((kind) => seen.has(kind));
}

/** Sums of the units under the units shown, each with the unit above it; none where enough units are shown. */
async function unitsUnder(
  db: Db,
  g: Ground,
  units: readonly UnitBelow[],
  groups: ReadonlySet<number>,
  stage: number,
): Promise<{ parent: string; n: number; met: number }[]> {
  if (units.length >= ENOUGH_UNITS || units.length === 0) return [];
  const { rows: under } = await sql<{ unit: number; parent: string }>`
    select u.unit, p.code as parent from unit u join unit p on p.origin = u.origin and p.unit = u.parent
    where u.origin = ${g.origin} and u.parent = any(${units.map((u) => u.unit)}::int[])`.execute(db);
  const { from, to } = g.basis;
  const rows = await cubeRows(db, g, { units: under.map((u) => u.unit), stages: [stage], from, to });
  const sums = new Map(under.map((u) => [u.unit, { parent: u.parent, strata: emptyStrata() }]));
  for (const row of rows) addHistogram(sums.get(row.unit)!.strata, row.hist, groups);
  return [...sums.values()].map(({ parent, strata }) => ({ parent, n: strata.n, met: strata.met }));
}

/** Open and overdue cases of a kind in the subtree of each unit. */
async function openByUnit(db: Db, g: Ground, units: readonly UnitBelow[], kind: Kind) {
  const { rows } = await sql<{ unit: number; open: number; overdue: number }>`
    select a.above as unit, sum(o.open)::int as open, sum(o.overdue)::int as overdue
    from (select f.unit, count(*) as open, count(*) filter (where ${status} = 'overdue') as overdue
          from ${openCases(g)} and ${ofKind(kind)} group by 1) o
    join unit_above a on a.origin = ${g.origin} and a.unit = o.unit and a.above = any(${units.map((u) => u.unit)}::int[])
    group by 1`.execute(db);
  return new Map(rows.map((r) => [r.unit, r]));
}
