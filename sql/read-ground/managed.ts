import { sql, type RawBuilder } from 'kysely';

/**
 * What the records of a case `f` say of its account manager 客户经理, as a row `m`: `known` where its steps name one at all,
 * how often the name `changes` from step to step, and the days (`gap`, elapsed) under a step that names none.
 * Most cases name one throughout: theirs is the one set of attributes all steps share.
 */
export const managed: RawBuilder<unknown> = sql`cross join lateral (
  select f.evidence->'sets'->0->>'manager' is not null as known, 0 as changes, 0.0 as gap
  where coalesce(jsonb_array_length(f.evidence->'sets'), 0) < 2
  union all
  select coalesce(bool_or(e.name is not null), false), count(*) filter (where e.name <> e.before)::int,
         coalesce(sum(extract(epoch from e.until - e.at) / 86400) filter (where e.name is null and e.any_named), 0)
  from (
    select n.name, n.at, lead(n.at, 1, n.at) over (order by n.place) as until, bool_or(n.name is not null) over () as any_named,
           (array_remove(array_agg(n.name) over (order by n.place rows between unbounded preceding and 1 preceding), null))[
             count(n.name) over (order by n.place rows between unbounded preceding and 1 preceding)] as before
    from (
      select e.place, coalesce(e.finished, e.started, e.arrived) as at,
             f.evidence->'sets'->coalesce((f.evidence->'set'->>(e.place::int - 1))::int, 0)->>'manager' as name
      from unnest(f.arrived, f.started, f.finished) with ordinality as e(arrived, started, finished, place)
      where coalesce((f.evidence->'set'->>(e.place::int - 1))::int, 0) >= 0
    ) n
  ) e
  having coalesce(jsonb_array_length(f.evidence->'sets'), 0) >= 2
) m`;

/** Which of the archived cases a count of the panel is about. */
export const MANAGED = {
  known: sql<boolean>`m.known`,
  one: sql<boolean>`m.known and m.changes = 0 and m.gap = 0`,
  changed: sql<boolean>`m.known and m.changes > 0`,
  gap: sql<boolean>`m.known and m.gap > 0`,
} satisfies Record<string, RawBuilder<boolean>>;
export type Managed = keyof typeof MANAGED;
