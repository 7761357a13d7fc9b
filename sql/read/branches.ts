import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { monthPlus, monthsFrom } from '../read-ground/month.ts';
import { openCases } from '../read-ground/stock.ts';
import { unitsBelow, type UnitBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import { status } from '../status.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

/** Units one level below the chosen one: archived cases of the period, the same a year before, 12 months, and the open stock. */
export async function branches(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const units = await unitsBelow(db, g);
  const { from, to } = g.basis;
  const first = [monthPlus(from, -12), monthPlus(to, -11)].sort()[0]!;
  const rows = await cubeRows(db, g, {
    units: [g.unit.unit, ...units.map((u) => u.unit)],
    stages: [CUBE.case],
    from: first,
    to,
  });
  const between = (unit: number, start: string, end: string) =>
    tally(
      rows.filter((r) => r.unit === unit && r.month >= start && r.month <= end),
      g.groups,
    );
  const rate = (t: ReturnType<typeof tally>) => (decided(t) === 0 ? null : t.met / decided(t));
  const stock = await openByUnit(db, g, units);
  const whole = between(g.unit.unit, from, to);
  return {
    basis: g.basis,
    whole: { n: decided(whole), met: whole.met, rate: rate(whole) },
    rows: units.map((u) => {
      const t = between(u.unit, from, to);
      return {
        unit: u.code,
        unitName: u.name,
        hasBelow: u.hasBelow,
        n: decided(t),
        met: t.met,
        rate: rate(t),
        undecidable: t.undecidable,
        days: t.days,
        open: stock.get(u.unit)?.open ?? 0,
        openOverdue: stock.get(u.unit)?.overdue ?? 0,
        previousYearRate: rate(between(u.unit, monthPlus(from, -12), monthPlus(to, -12))),
        spark: monthsFrom(monthPlus(to, -11), to).map((m) => rate(between(u.unit, m, m))),
      };
    }),
  };
}

/** Open and overdue cases in the subtree of each unit. */
async function openByUnit(db: Db, g: Ground, units: readonly UnitBelow[]) {
  const { rows } = await sql<{ unit: number; open: number; overdue: number }>`
    select a.above as unit, sum(o.open)::int as open, sum(o.overdue)::int as overdue
    from (select f.unit, count(*) as open, count(*) filter (where ${status} = 'overdue') as overdue
          from ${openCases(g)} group by 1) o
    join unit_above a on a.origin = ${g.origin} and a.unit = o.unit and a.above = any(${units.map((u) => u.unit)}::int[])
    group by 1`.execute(db);
  return new Map(rows.map((r) => [r.unit, r]));
}
