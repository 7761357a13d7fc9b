import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../sql/database.ts';
import { CUBE } from '../sql/vocabulary.ts';

/** A unit and month whose stock does not follow from its flow. */
type Break = { source: string; unit: string; month: string; told: number; counted: number };

/**
 * 期末在途 = 期初结存 + 申请 − 完成 − 中止: for every source, rule set, unit and month the flow that the cube tells from the
 * beginning on gives the stock that the facts themselves have at the month's end. So every period's opening and closing fit.
 */
export async function expectConservation(db: Db): Promise<void> {
  const { rows } = await sql<Break>`
    with flow as (
      select c.origin, c.rule_set, c.unit, c.piece / 2 as month,
             sum(case c.stage when ${CUBE.applied} then c.n else -c.n end) as change
      from cube c where c.stage in (${CUBE.applied}, ${CUBE.case}, ${CUBE.aborted}) group by 1, 2, 3, 4),
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
