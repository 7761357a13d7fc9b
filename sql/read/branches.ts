import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { neededFor, openByUnit, partsOf, sumByStage, sumRows } from '../read-ground/branch-sums.ts';
import { unclosedOf } from '../read-ground/closed.ts';
import { cubeStretches, cubeSums } from '../read-ground/cube.ts';
import { groundOf, inReading, type Ground, type Question } from '../read-ground/ground.ts';
import { groupsOfKind, KINDS, kindOf, type Kind } from '../read-ground/group.ts';
import { measurable, measured } from '../read-ground/measured.ts';
import { membersOf, type Members, type TreeQuestion } from '../read-ground/members.ts';
import { monthPlus, monthsFrom } from '../read-ground/month.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { addStrata, emptyStrata, rateOf } from '../read-ground/strata.ts';
import { targetsOf } from '../read-ground/targets.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

/** Fewer units than this: those below them are read too, for the spread between units. */
const ENOUGH_UNITS = 20;

export type BranchesQuestion = Question & TreeQuestion & { group?: Kind | undefined };
type Parts = ReturnType<typeof partsOf>;

/**
 * Units one level below the chosen one, HV or LV: archived cases of the period (with a stage: its clocks), the same a year
 * before, 12 months, and the open stock, as the tree is or was, of one nature of area or all. `below`: the units under
 * them, for the spread between units; `byStage`: the clocks that decide over cases, for the case mix.
 */
export async function branches(db: Db, scope: Scope, question: BranchesQuestion, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const settings = await settingsFor(db, g);
  const members = await membersOf(db, scope, g, question, settings.natures);
  const units = members === null ? await unitsBelow(db, g) : members.below(g.unit.unit);
  const { from, to } = g.basis;
  const stage = g.stage?.stage ?? CUBE.case;
  const parts = partsOf(members, [g.unit.unit, ...units.map((u) => u.unit)]);
  const reported = g.reading === 'reported';
  const last12 = monthsFrom(monthPlus(to, -11), to);
  // Told apart: the year before up to where the last 12 months begin, the period, and each of these months.
  const starts = [monthPlus(from, -12), from, ...last12];
  const rows = await cubeStretches(db, g, { units: neededFor(parts), stage, starts, to, reported });
  const kinds = kindsOf(rows, g, parts);
  const kind = question.group ?? kinds[0] ?? 'hv';
  const groups = groupsOfKind(g.groups, kind);

  const byUnit = sumRows(rows, parts, groups, (row) => row.month);
  const between = (unit: number, start: string, end: string) => {
    const sum = emptyStrata();
    for (const [month, strata] of byUnit.get(unit) ?? []) if (month >= start && month <= end) addStrata(sum, strata);
    return sum;
  };
  // Asked for at once: the clocks are added up while PostgreSQL counts the stock.
  const [clocks, stock] = await Promise.all([
    clocksByStage(db, g, parts, groups, kind),
    openByUnit(
      db,
      g,
      units.map((u) => u.unit),
      kind,
      members,
    ),
  ]);
  const lastYear = monthsFrom(monthPlus(from, -12), monthPlus(to, -12));
  const yearBefore = !reported || (await unclosedOf(db, g.origin, g.ruleSet, lastYear)).length === 0;
  const whole = between(g.unit.unit, from, to);
  const byStage = (unit: number) => clocks.get(unit) ?? new Map<string, { n: number; met: number }>();
  return {
    basis: inReading(g),
    kind,
    kinds,
    stage: g.stage?.code ?? null,
    tree: question.tree ?? ('now' as const),
    nature: question.nature ?? null,
    natures: [...new Set(Object.values(settings.natures))].sort(),
    settings,
    targets:
      g.stage === null
        ? await targetsOf(
            db,
            g,
            units.map((u) => u.code),
          )
        : [],
    whole: { ...whole, byStage: byStage(g.unit.unit), rate: rateOf(whole) },
    below: await unitsUnder(db, g, units, groups, stage, members),
    rows: units.map((u) => {
      const months = byUnit.get(u.unit);
      const month = (name: string) => rateOf(months?.get(name) ?? emptyStrata());
      return {
        unit: u.code,
        unitName: u.name,
        hasBelow: u.hasBelow,
        ...between(u.unit, from, to),
        byStage: byStage(u.unit),
        open: stock.get(u.unit)?.open ?? 0,
        openOverdue: stock.get(u.unit)?.overdue ?? 0,
        previousYearRate: yearBefore ? rateOf(between(u.unit, monthPlus(from, -12), monthPlus(to, -12))) : null,
        spark: last12.map(month),
      };
    }),
  };
}

/** The kinds that have decided cases in the period, HV first. */
function kindsOf(rows: Awaited<ReturnType<typeof cubeStretches>>, g: Ground, parts: Parts): Kind[] {
  const { from, to } = g.basis;
  const own = rows.filter((row) => row.month >= from && row.month <= to);
  const whole = new Map([[g.unit.unit, parts.get(g.unit.unit)!]]);
  const found =
    sumRows(own, whole, new Set(g.groups.keys()), () => 0)
      .get(g.unit.unit)
      ?.get(0) ?? emptyStrata();
  const seen = new Set(
    [...found.byGroup].filter(([, { n }]) => n > 0).map(([grp]) => kindOf(g.groups.get(grp)!.class)),
  );
  return KINDS.filter((kind) => seen.has(kind));
}

/**
 * Decided clocks of the stages that decide over a case, by unit and `group|stage`. Empty where a case has one such clock, or
 * a stage is chosen: then the cases themselves say it.
 */
async function clocksByStage(
  db: Db,
  g: Ground,
  parts: Parts,
  groups: ReadonlySet<number>,
  kind: Kind,
): Promise<Map<number, Map<string, { n: number; met: number }>>> {
  if (g.stage !== null || parts.size < 2) return new Map();
  const { from, to } = g.basis;
  const reported = g.reading === 'reported';
  const all = measurable(g);
  const own = await cubeSums(db, g, { units: [g.unit.unit], stages: all.map((s) => s.stage), from, to, reported });
  const deciding = new Map(measured(own, all, g.groups, kind).map((s) => [s.stage, s.groups]));
  if ([...groups].every((grp) => [...deciding.values()].filter((of) => of.has(grp)).length < 2)) return new Map();
  const rows = await cubeSums(db, g, { units: neededFor(parts), stages: [...deciding.keys()], from, to, reported });
  return sumByStage(rows, parts, (stage) => deciding.get(stage)!);
}

/** Sums of the units under the units shown, each with the unit above it; none where enough units are shown. */
async function unitsUnder(
  db: Db,
  g: Ground,
  units: readonly { unit: number; code: string }[],
  groups: ReadonlySet<number>,
  stage: number,
  members: Members | null,
): Promise<{ parent: string; n: number; met: number }[]> {
  if (units.length >= ENOUGH_UNITS || units.length === 0) return [];
  const under = members === null ? await unitsUnderToday(db, g, units) : unitsUnderThen(units, members);
  const { from, to } = g.basis;
  const parts = partsOf(
    members,
    under.map((u) => u.unit),
  );
  const rows = await cubeSums(db, g, {
    units: neededFor(parts),
    stages: [stage],
    from,
    to,
    reported: g.reading === 'reported',
  });
  const sums = sumRows(rows, parts, groups, () => 0);
  return under.map(({ unit, parent }) => {
    const { n, met } = sums.get(unit)?.get(0) ?? emptyStrata();
    return { parent, n, met };
  });
}

const unitsUnderThen = (units: readonly { unit: number; code: string }[], members: Members) =>
  units.flatMap(({ unit, code }) => members.below(unit).map((below) => ({ unit: below.unit, parent: code })));

async function unitsUnderToday(db: Db, g: Ground, units: readonly { unit: number }[]) {
  const { rows } = await sql<{ unit: number; parent: string }>`
    select u.unit, p.code as parent from unit u join unit p on p.origin = u.origin and p.unit = u.parent
    where u.origin = ${g.origin} and u.parent = any(${units.map((u) => u.unit)}::int[])`.execute(db);
  return rows;
}
