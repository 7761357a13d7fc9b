import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { decidingClocks } from '../deciding.ts';
import { monthText, pieceOf } from '../piece.ts';
import { CUBE, VERDICTS } from '../vocabulary.ts';
import type { Tally } from './cube.ts';
import type { Ground } from './ground.ts';
import { keepingOfSource } from './keeping.ts';
import type { Month } from './month.ts';
import { ofGroup, inSubtree } from './within.ts';

/** A late clock, or with stage CUBE.case a late case, that an approved exemption takes out of the figures. */
export type Exempted = {
  caseKey: string;
  units: readonly number[];
  stage: number;
  month: Month;
  grp: number;
  days: number;
};

const OVERDUE = VERDICTS.indexOf('overdue');

/**
 * What approved exemptions take out of the finished clocks of the question's unit. A case is taken out when every late clock
 * that decides over it is exempted. `units`: the case's unit and all above it.
 */
export function exempted(db: Db, g: Ground): Promise<readonly Exempted[]> {
  return kept(g, [g.ruleSet, g.unit.unit, g.class, g.business], () => takenOut(db, g));
}

const kept = keepingOfSource<Exempted[]>(100);

async function takenOut(db: Db, g: Ground): Promise<Exempted[]> {
  const { rows } = await sql<{
    caseKey: string;
    class: string;
    grp: number;
    units: number[];
    rule: number[];
    dated: boolean[];
    stage: number[];
    stoppedOn: (string | null)[];
    used: number[];
    verdict: number[];
    endedOn: string | null;
    days: number;
    caseVerdict: number;
    approved: number[];
  }>`
    ${keptPlan} with approved as (
      select e.case_key, array_agg(e.stage) as stages
      from (select distinct on (case_key, stage) case_key, stage, approved from exemption
            where origin = ${g.origin} and rule_set = ${g.ruleSet} order by case_key, stage, asked_at desc) e
      where e.approved group by 1)
    select f.case_key as "caseKey", f.class, c.grp, c.rule::int[],
           array(select s is not null from unnest(c.deadline) with ordinality as t(s, i) order by i) as dated, c.stage::int[] as stage, c.used::int[], c.verdict::int[],
           array(select to_char(s at time zone ${g.zone}, 'YYYY-MM-DD') from unnest(c.stopped) with ordinality as t(s, i) order by i)
             as "stoppedOn",
           case when f.state = 1 then to_char(c.ended at time zone ${g.zone}, 'YYYY-MM-DD') end as "endedOn",
           c.days::int, c.case_verdict::int as "caseVerdict", a.stages::int[] as approved,
           array(select above from unit_above u where u.origin = f.origin and u.unit = f.unit) as units
    from approved a
    join case_fact f on f.origin = ${g.origin} and f.case_key = a.case_key
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    where ${inSubtree(g, 'f')} and ${ofGroup(g)}`.execute(db);
  return rows.flatMap((row) => {
    const { caseKey, units, grp } = row;
    const clocks = row.stage.map((stage, i) => ({
      stage,
      limited: row.rule[i]! >= 0 || row.dated[i] === true,
      late: row.verdict[i] === OVERDUE,
      month: monthOfDay(row.stoppedOn[i] ?? null),
      days: row.used[i]!,
      out: row.approved.includes(stage),
    }));
    const out = clocks.flatMap(({ stage, late, month, days, out }) =>
      late && out && month !== null ? [{ caseKey, units, grp, stage, month, days }] : [],
    );
    const month = monthOfDay(row.endedOn);
    const deciding = decidingClocks(
      row.class,
      clocks.filter((clock) => clock.limited),
    ).filter((clock) => clock.late);
    const whole = row.caseVerdict === OVERDUE && month !== null && deciding.length > 0 && deciding.every((c) => c.out);
    return whole ? [...out, { caseKey, units, grp, stage: CUBE.case, month, days: row.days }] : out;
  });
}

function monthOfDay(day: string | null): Month | null {
  if (day === null) return null;
  const [year, month, ofMonth] = day.split('-').map(Number) as [number, number, number];
  return monthText(Math.floor(pieceOf(year, month, ofMonth) / 2));
}

/** Of a unit's clocks of a stage that stopped in these months, how many of the kept groups are taken out. */
export function exemptedOf(
  all: readonly Exempted[],
  ask: { unit: number; stage: number; from: Month; to: Month; groups: ReadonlyMap<number, unknown> },
): Exempted[] {
  return all.filter(
    (one) =>
      one.stage === ask.stage &&
      one.units.includes(ask.unit) &&
      one.month >= ask.from &&
      one.month <= ask.to &&
      ask.groups.has(one.grp),
  );
}

/** 剔除后: the clocks without those taken out, which were late and are then in neither side of a rate. */
export function without(t: Tally, out: readonly Exempted[]): Tally {
  const less = (counts: readonly number[]) => {
    const left = [...counts];
    for (const { days } of out) left[days]!--;
    return left;
  };
  return { ...t, n: t.n - out.length, late: t.late - out.length, days: less(t.days), lateDays: less(t.lateDays) };
}
