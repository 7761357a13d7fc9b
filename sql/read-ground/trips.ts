import { sql, type RawBuilder } from 'kysely';
import { OWNERS, type Trip } from '../vocabulary.ts';
import type { Ground } from './ground.ts';

/**
 * Rows `event` of the cases that `which` picks from `case_fact f`: `back` where a step arrives again after a later stage has
 * arrived; entering 客户整改 is a failed inspection.
 */
export const tripEvents = (which: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select f.case_id, e.place, g.ord, g.code, s.owner,
         row_number() over (partition by f.case_id, e.step order by e.place) > 1
           and max(g.ord) over (partition by f.case_id order by e.place rows between unbounded preceding and 1 preceding) > g.ord
           as back,
         lag(g.code) over (partition by f.case_id order by e.place) as before
  from case_fact f
  cross join lateral unnest(f.step) with ordinality as e(step, place)
  join step s on s.origin = f.origin and s.step = e.step
  join stage g on g.origin = s.origin and g.stage = s.stage
  where ${which}`;

/** Conditions on such a row. */
export const IS_TRIP = {
  returned: sql<boolean>`back`,
  'customer-return': sql<boolean>`back and owner = ${sql.lit(OWNERS.indexOf('customer'))} and code <> 'rectification'`,
  'failed-inspection': sql<boolean>`code = 'rectification' and before is distinct from code`,
} satisfies Record<Trip, RawBuilder<boolean>>;

/** Condition on `case_fact f`: it came back so. Returns are told by the source's own records where it delivers any. */
export function cameBack(g: Pick<Ground, 'origin'>, trip: Trip): RawBuilder<boolean> {
  const bySteps = sql`exists (select from (${tripEvents(sql`f.origin = t.origin and f.case_id = t.case_id`)}) event
    where ${IS_TRIP[trip]})`;
  const found =
    trip === 'returned'
      ? sql`case when exists (select from step_return r where r.origin = ${g.origin})
          then exists (select from step_return r where r.origin = t.origin and r.case_key = t.case_key) else ${bySteps} end`
      : bySteps;
  return sql<boolean>`(select ${found} from (values (f.origin, f.case_id, f.case_key)) as t(origin, case_id, case_key))`;
}
