import type { Db } from '../database.ts';
import { countCallbacks, scoreOf, sumCounts, type GradeCounts } from '../read-ground/callbacks.ts';
import { cubeRows, cubeSums } from '../read-ground/cube.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { monthPlus, monthsFrom, type Month } from '../read-ground/month.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import { CUBE, GRADES, type Instant } from '../vocabulary.ts';

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
  const cube = { origin: g.origin, ruleSet: g.primarySet };
  const stages = [CUBE.calledBack];
  const rows = await cubeRows(db, cube, { units: [g.unit.unit], stages, from: first, to });
  const classOf = (grp: number) => g.groups.get(grp)?.class;
  const months = rows.map((row) => ({ month: row.month, counts: sumCounts(countCallbacks([row], classOf).values()) }));
  const between = (start: Month, end: Month) =>
    sumCounts(months.filter((m) => m.month >= start && m.month <= end).map((m) => m.counts));
  const length = monthsFrom(from, to).length;
  const whole = between(from, to);
  const before = (months: number) => {
    const start = monthPlus(from, -months);
    if (g.firstMonth === null || start < g.firstMonth) return null;
    const counts = between(start, monthPlus(to, -months));
    return { rate: rateOf(counts), n: opinions(counts) };
  };
  const units = await unitsBelow(db, g);
  const perUnit = await cubeSums(db, cube, { units: units.map((u) => u.unit), stages, from, to });
  return {
    basis: g.basis,
    minimum: (await settingsFor(db, g)).minimum,
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
      const own = perUnit.filter((row) => row.unit === u.unit);
      const classes = [...countCallbacks(own, classOf).values()];
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
