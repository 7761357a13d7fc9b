import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { callbacks, gradeCounts, type GradeCounts } from '../read-ground/callbacks.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { monthPlus, monthsFrom, type Month } from '../read-ground/month.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import { GRADES, type Instant } from '../vocabulary.ts';

const MONTHS = 12;

/** How the options of the registry stand: points of each grade but 不评价, and whether 一般 counts as satisfied. */
export type SatisfactionOptions = { points: readonly number[]; neutralCounts: boolean };

/** 满意度: callbacks made in the period, and those due in it that were not made. */
export async function satisfaction(
  db: Db,
  scope: Scope,
  question: Question,
  now: Instant,
  { points, neutralCounts }: SatisfactionOptions,
) {
  const satisfied = (c: GradeCounts) => c.grades[0]! + c.grades[1]! + (neutralCounts ? c.grades[2]! : 0);
  const rateOf = (c: GradeCounts) => (opinions(c) > 0 ? satisfied(c) / opinions(c) : null);
  const g = await groundOf(db, scope, question, now);
  const { from, to } = g.basis;
  const first = [monthPlus(from, -12), monthPlus(to, 1 - MONTHS)].sort()[0]!;
  const months = await byMonth(db, g, first, to);
  const between = (start: Month, end: Month) => sumCounts(months.filter((m) => m.month >= start && m.month <= end));
  const length = monthsFrom(from, to).length;
  const whole = between(from, to);
  const before = (months: number) => {
    const start = monthPlus(from, -months);
    if (g.firstMonth === null || start < g.firstMonth) return null;
    const counts = between(start, monthPlus(to, -months));
    return { rate: rateOf(counts), n: opinions(counts) };
  };
  const units = await unitsBelow(db, g);
  const perUnit = await byUnit(db, g, units);
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    due: whole.due,
    made: whole.made,
    answered: whole.answered,
    noOpinion: whole.noOpinion,
    timesAsked: whole.timesAsked,
    timeDeviates: whole.timeDeviates,
    firmsAsked: whole.firmsAsked,
    designated: whole.designated,
    grades: GRADES.slice(0, points.length).map((grade, i) => ({ grade, n: whole.grades[i]! })),
    rate: rateOf(whole),
    score: scoreOf(whole, points),
    previousPeriod: before(length),
    previousYear: before(12),
    byUnit: units.map((u) => {
      const classes = perUnit.filter((row) => row.unit === u.unit);
      const counts = sumCounts(classes);
      return {
        unit: u.code,
        unitName: u.name,
        made: counts.made,
        answered: counts.answered,
        noOpinion: counts.noOpinion,
        satisfied: satisfied(counts),
        rate: rateOf(counts),
        /** By customer class: callbacks made, opinions given, satisfied ones. */
        classes: classes.map((row) => ({ made: row.made, opinions: opinions(row), satisfied: satisfied(row) })),
      };
    }),
    months: monthsFrom(monthPlus(to, 1 - MONTHS), to)
      .filter((month) => g.firstMonth === null || month >= g.firstMonth || month === to)
      .map((month) => {
        const counts = between(month, month);
        return {
          month,
          partial: g.basis.partial && month >= g.dataMonth,
          n: opinions(counts),
          satisfied: satisfied(counts),
        };
      }),
  };
}

const opinions = (c: GradeCounts): number => c.answered - c.noOpinion;

/** Weighted mean of the grades given, 0–100. */
function scoreOf(c: GradeCounts, points: readonly number[]): number | null {
  const n = c.grades.reduce((sum, count) => sum + count, 0);
  return n === 0 ? null : points.reduce((sum, worth, i) => sum + worth * c.grades[i]!, 0) / n;
}

function sumCounts(parts: readonly GradeCounts[]): GradeCounts {
  const sum = (pick: (c: GradeCounts) => number) => parts.reduce((n, part) => n + pick(part), 0);
  return {
    due: sum((c) => c.due),
    made: sum((c) => c.made),
    answered: sum((c) => c.answered),
    noOpinion: sum((c) => c.noOpinion),
    timesAsked: sum((c) => c.timesAsked),
    timeDeviates: sum((c) => c.timeDeviates),
    firmsAsked: sum((c) => c.firmsAsked),
    designated: sum((c) => c.designated),
    grades: GRADES.slice(0, -1).map((_, i) => sum((c) => c.grades[i]!)),
  };
}

async function byMonth(db: Db, g: Ground, from: Month, to: Month) {
  const { rows } = await sql<GradeCounts & { month: Month }>`
    select to_char(coalesce(b.made, b.due) at time zone ${g.zone}, 'YYYY-MM') as month, ${gradeCounts}
    from ${callbacks(g, from, to)} group by 1`.execute(db);
  return rows;
}

async function byUnit(db: Db, g: Ground, units: readonly { unit: number }[]) {
  const { rows } = await sql<GradeCounts & { unit: number }>`
    select a.above as unit, ${gradeCounts}
    from (select f.unit, f.class, b.* from ${callbacks(g, g.basis.from, g.basis.to)}) b
    join unit_above a on a.origin = ${g.origin} and a.unit = b.unit and a.above = any(${units.map((u) => u.unit)}::int[])
    group by 1, b.class`.execute(db);
  return rows;
}
