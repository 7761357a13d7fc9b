import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../sql/database.ts';
import { sumsOf, visitHistogram } from '../sql/histogram.ts';
import { NOW } from '../sql/piece.ts';
import { quarterOf, unpackPieces, unpackQuarter } from '../sql/quarter.ts';
import { standingOf } from '../sql/standing-word.ts';
import { instant, runningClocks, status } from '../sql/status.ts';
import { CUBE, RUNNING, VERDICTS } from '../sql/vocabulary.ts';

/** A unit and month whose stock does not follow from its flow. */
type Break = { source: string; unit: string; month: string; told: number; counted: number };

/** Every part of the cube, as a relation `c`: one row per unit, piece and stage. */
async function parts(db: Db, stages: readonly number[]) {
  const rows = await db.selectFrom('cube').selectAll().where('stage', 'in', stages).execute();
  const all = rows.flatMap(({ hists, quarter, ...row }) =>
    Array.from(unpackQuarter(hists, quarter), ([piece, hist]) => ({ ...row, piece, n: sumsOf(hist).n })),
  );
  const column = (name: 'origin' | 'rule_set' | 'unit' | 'piece' | 'stage' | 'n') => all.map((row) => row[name]);
  return sql`unnest(${column('origin')}::int[], ${column('rule_set')}::smallint[], ${column('unit')}::int[],
    ${column('piece')}::int[], ${column('stage')}::smallint[], ${column('n')}::int[]) as c(origin, rule_set, unit, piece, stage, n)`;
}

/**
 * 期末在途 = 期初结存 + 申请 − 完成 − 中止: for every source, rule set, unit and month the flow that the cube tells from the
 * beginning on gives the stock that the facts themselves have at the month's end. So every period's opening and closing fit.
 */
export async function expectConservation(db: Db): Promise<void> {
  const { rows } = await sql<Break>`
    with flow as (
      select c.origin, c.rule_set, c.unit, c.piece / 2 as month,
             sum(case c.stage when ${CUBE.applied} then c.n else -c.n end) as change
      from ${await parts(db, [CUBE.applied, CUBE.case, CUBE.aborted])} group by 1, 2, 3, 4),
    month as (
      select j.origin, j.rule_set, o.source, o.zone, o.data_time, m.month,
             make_timestamp((m.month + 1) / 12, (m.month + 1) % 12 + 1, 1, 0, 0, 0) at time zone o.zone as over
      from judged j join origin o on o.origin = j.origin
      cross join lateral (select generate_series(min(f.month), max(f.month)) as month from flow f
                          where f.origin = j.origin and f.rule_set = j.rule_set) m),
    fact as (
      select f.origin, a.above as unit, least(f.opened, e.ended) as opened, e.ended
      from case_fact f join origin o on o.origin = f.origin
      join unit_above a on a.origin = f.origin and a.unit = f.unit
      cross join lateral (select case when f.ended <= o.data_time then f.ended end as ended) e)
    select * from (
      select m.source, u.code as unit, to_char(m.over at time zone m.zone - interval '1 day', 'YYYY-MM') as month,
             (select coalesce(sum(change), 0)::int from flow f
              where f.origin = m.origin and f.rule_set = m.rule_set and f.unit = u.unit and f.month <= m.month) as told,
             (select count(*)::int from fact f where f.origin = m.origin and f.unit = u.unit
                and f.opened < m.over and (f.ended is null or f.ended >= m.over)) as counted
      from month m join unit u on u.origin = m.origin) each
    where told <> counted`.execute(db);
  expect(rows.slice(0, 5)).toEqual([]);
}

/** What the cube keeps beside stopped clocks is what clocks and callbacks themselves tell, by unit and month. */
export async function expectKeptInCube(db: Db): Promise<void> {
  const { rows } = await sql<Break & { stage: number }>`
    with current as (
      select j.origin, j.rule_set from judged j join origin o on o.origin = j.origin and o.version = j.version),
    month as (
      select o.origin, m.month, make_timestamp(m.month / 12, m.month % 12 + 1, 1, 0, 0, 0) at time zone o.zone as at
      from origin o cross join generate_series(2010 * 12, 2035 * 12) as m(month)
      where make_timestamp(m.month / 12, m.month % 12 + 1, 1, 0, 0, 0) at time zone o.zone <= o.data_time),
    kept as (
      select c.origin, c.rule_set, c.stage, c.unit, c.piece / 2 as month, sum(c.n)::int as n
      from ${await parts(db, [CUBE.lateAtStart, CUBE.calledBack])} join current j using (origin, rule_set) group by 1, 2, 3, 4, 5),
    fact as (
      select c.origin, c.rule_set, ${CUBE.lateAtStart}::int as stage, a.above as unit, m.month, count(*)::int as n
      from case_clock c join current j using (origin, rule_set)
      join month m on m.origin = c.origin and c.opened < m.at and (c.ended is null or c.ended >= m.at)
      join unit_above a on a.origin = c.origin and a.unit = c.unit
      where c.late and exists (select from unnest(c.deadline, c.stopped) as k(deadline, stopped)
        where k.deadline <= m.at and (k.stopped is null or k.stopped >= m.at)) group by 1, 2, 3, 4, 5
      union all
      select j.origin, j.rule_set, ${CUBE.calledBack}::int, a.above,
             (extract(year from b.at) * 12 + extract(month from b.at) - 1)::int, count(*)::int
      from current j join origin o on o.origin = j.origin
      join case_fact f on f.origin = j.origin join unit_above a on a.origin = f.origin and a.unit = f.unit
      join lateral (select coalesce(b.made, b.due) at time zone o.zone as at from callback b
                    where b.origin = f.origin and b.case_key = f.case_key) b on b.at is not null group by 1, 2, 3, 4, 5)
    select o.source, coalesce(k.stage, f.stage) as stage, coalesce(k.unit, f.unit)::text as unit,
           coalesce(k.month, f.month)::text as month, k.n as told, f.n as counted
    from kept k full join fact f using (origin, rule_set, stage, unit, month)
    join origin o on o.origin = coalesce(k.origin, f.origin)
    where k.n is distinct from f.n`.execute(db);
  expect(rows.slice(0, 5)).toEqual([]);
}

/** How the open stock stands in the cube is what the clocks of open cases say at the data time, by unit, group and stage. */
export async function expectStanding(db: Db): Promise<void> {
  const origins = await db
    .selectFrom('judged as j')
    .innerJoin('origin as o', (join) => join.onRef('o.origin', '=', 'j.origin').onRef('o.version', '=', 'j.version'))
    .select(['j.origin', 'j.rule_set', 'j.as_of', 'o.data_time'])
    .execute();
  for (const { origin, rule_set: ruleSet, as_of: asOf, data_time: dataTime } of origins) {
    expect(asOf).toBe(dataTime ?? 0);
    const { rows: cube } = await sql<{ unit: number; stage: number; hists: Uint8Array }>`
      select unit, stage, hists from cube where origin = ${origin} and rule_set = ${ruleSet} and quarter = ${quarterOf(NOW)}`.execute(
      db,
    );
    const told: string[] = [];
    for (const { unit, stage, hists } of cube)
      visitHistogram(unpackPieces(hists, quarterOf(NOW), NOW, NOW), (grp, days, verdict, n) => {
        const said = stage === CUBE.open ? Object.values(standingOf(days)) : [VERDICTS[verdict] === 'overdue'];
        told.push([unit, stage, grp, ...said, n].join(' '));
      });
    const { rows } = await sql<{ said: string }>`
      with clock as (
        select c.*, a.above, ${status} as status, s.overdue
        from case_clock c cross join ${runningClocks(asOf!)} join unit_above a on a.origin = c.origin and a.unit = c.unit
        where c.origin = ${origin} and c.rule_set = ${ruleSet} and c.ended is null)
      select concat_ws(' ', above, ${CUBE.open}::int, grp, status, k.stage, k.whole, k.earlier, provisional::text, count(*)) as said
      from clock c cross join lateral (
        select coalesce(bool_or(k.stage >= 0 and k.stopped is null and k.deadline <= ${instant(asOf!)}), false)::text as stage,
               coalesce(bool_or(k.stage < 0 and k.stopped is null and k.deadline <= ${instant(asOf!)}), false)::text as whole,
               coalesce(bool_or(k.stage >= 0 and k.stopped is not null and k.days_over > 0), false)::text as earlier
        from unnest(c.stage, c.deadline, c.stopped, c.days_over) as k(stage, deadline, stopped, days_over)) k
      group by above, grp, status, k.stage, k.whole, k.earlier, provisional
      union all
      select concat_ws(' ', c.above, ${RUNNING}::int + k.stage, c.grp, k.over::text, count(*))
      from clock c cross join lateral (
        select k.stage, coalesce(k.deadline <= ${instant(asOf!)}, false) as over
        from unnest(c.stage, c.deadline, c.stopped) as k(stage, deadline, stopped) where k.stopped is null) k
      group by c.above, k.stage, c.grp, k.over`.execute(db);
    expect(told.sort()).toEqual(rows.map((row) => row.said).sort());
  }
}
