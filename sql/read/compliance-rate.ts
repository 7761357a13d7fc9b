import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { unclosedOf } from '../read-ground/closed.ts';
import { cubeRows, decided, tally, type CubeRow, type Tally } from '../read-ground/cube.ts';
import { exempted, exemptedOf, without, type Exempted } from '../read-ground/exempted.ts';
import { asRead, groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { KINDS, kindOf, type Kind } from '../read-ground/group.ts';
import { monthPlus, monthsFrom, type Month } from '../read-ground/month.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { targetsOf } from '../read-ground/targets.ts';
import { day, monthStart } from '../read-ground/time.ts';
import { ofGroup, inSubtree } from '../read-ground/within.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import type { Scope } from '../scope.ts';
import { CUBE, VERDICTS, type Instant } from '../vocabulary.ts';

type Share = { n: number; met: number };

type Period = { from: Month; to: Month };

/** 时限达标率 of the cases archived in the period, HV, LV and other classes apart. */
export async function complianceRate(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { from, to } = g.basis;
  const back = (months: number): Period => ({ from: monthPlus(from, -months), to: monthPlus(to, -months) });
  const [period, year] = [back(monthsFrom(from, to).length), back(12)];
  const first = period.from < year.from ? period.from : year.from;
  const ask = { units: [g.unit.unit], stages: [CUBE.case], reported: g.reading === 'reported' };
  const rows = await cubeRows(db, g, { ...ask, from: first, to });
  const out = await exempted(db, g);
  const days = g.basis.partial ? await sameDays(db, g, [period.to, year.to]) : [];
  const before = await sharesIn(db, g, period, rows, out, days);
  const yearBefore = await sharesIn(db, g, year, rows, out, days);
  return {
    basis: asRead(g),
    targets: await targetsOf(db, g),
    scoring: (await settingsFor(db, g)).score,
    groups: KINDS.map((group) => {
      const all = ofKind(rows, g, group, g.basis);
      const removed = removedOf(out, g, group, g.basis);
      const t = g.exempted === 'out' ? without(all, removed) : all;
      return {
        group,
        exempted: removed.length,
        n: decided(t),
        met: t.met,
        late: t.late,
        undecidable: t.undecidable,
        noLimit: t.noLimit,
        previousPeriod: before?.get(group) ?? null,
        previousYear: yearBefore?.get(group) ?? null,
      };
    }),
  };
}

const groupsOf = (g: Ground, kind: Kind) => new Map([...g.groups].filter(([, group]) => kindOf(group.class) === kind));
const ofKind = (rows: readonly CubeRow[], g: Ground, kind: Kind, { from, to }: Period): Tally =>
  tally(
    rows.filter(({ month }) => month >= from && month <= to),
    groupsOf(g, kind),
  );

/** Cases that approved exemptions take out of the rate; nothing is taken out of what was reported. */
const removedOf = (all: readonly Exempted[], g: Ground, kind: Kind, { from, to }: Period): Exempted[] =>
  g.reading === 'reported'
    ? []
    : exemptedOf(all, { unit: g.unit.unit, stage: CUBE.case, from, to, groups: groupsOf(g, kind) });

/** The same figures of an earlier period, like for like: where the period is not over, `days` say its last month. */
async function sharesIn(
  db: Db,
  g: Ground,
  { from, to }: Period,
  rows: readonly CubeRow[],
  out: readonly Exempted[],
  days: readonly SameDays[],
): Promise<Map<Kind, Share> | null> {
  if (g.firstMonth === null || from < g.firstMonth) return null;
  if (g.reading === 'reported' && (await unclosedOf(db, g.origin, g.ruleSet, monthsFrom(from, to))).length > 0)
    return null;
  const whole = { from, to: g.basis.partial ? monthPlus(to, -1) : to };
  const part = days.filter(({ month }) => month === to);
  return new Map(
    KINDS.map((kind) => {
      const all = ofKind(rows, g, kind, whole);
      const t = g.exempted === 'out' ? without(all, removedOf(out, g, kind, whole)) : all;
      const p = part.filter((row) => kindOf(row.class) === kind);
      const sum = (verdict: 'met' | 'late') => p.reduce((n, row) => n + row[verdict], 0);
      return [kind, { n: decided(t) + sum('met') + sum('late'), met: t.met + sum('met') }];
    }),
  );
}

type SameDays = { month: Month; class: string; met: number; late: number };

/** Of each of these months, the cases archived up to the day of the month the data has come to. */
async function sameDays(db: Db, g: Ground, months: readonly Month[]): Promise<SameDays[]> {
  const asked = [...new Set(months)].map((month) => {
    const { first, last } = piecesOfMonths(monthOf(month), monthOf(month));
    return sql<SameDays>`
      select ${month}::text as month, f.class, count(*) filter (where k.verdict = ${VERDICTS.indexOf('met')})::int as met,
             count(*) filter (where k.verdict = ${VERDICTS.indexOf('overdue')})::int as late
      from case_page p
      cross join lateral unnest(p.case_id, p.stage, p.verdict) as k(case_id, stage, verdict)
      join case_fact f on f.origin = p.origin and f.case_id = k.case_id
      where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')} and ${ofGroup(g)}
        and p.piece between ${first} and ${last} and k.stage = ${CUBE.case}
        and f.ended >= ${monthStart(month, g.zone)}
        and right(${day(sql`f.ended`, g.zone)}, 2) <= right(${g.dataDay}::text, 2)
      group by f.class`;
  });
  const { rows } = await sql<SameDays>`${sql.join(asked, sql` union all `)}`.execute(db);
  return rows;
}
