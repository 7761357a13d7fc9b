import { sql, type RawBuilder } from 'kysely';
import { instant } from '../status.ts';
import type { Ground } from './ground.ts';

/**
 * How an open case is late, beyond its status: a current stage past its deadline; the whole process, a sum or a segment
 * past it; not overdue, but an earlier stage was finished late; not overdue, but past an internal limit; with a deadline
 * beyond the announced calendar.
 */
export const LATE_KINDS = ['stage', 'whole', 'earlier', 'internal', 'provisional'] as const;
export type LateKind = (typeof LATE_KINDS)[number];

/** Internal rule sets `j` beside the one asked for. */
export const internalSets = (g: Ground): RawBuilder<unknown> => sql`
  judged j join rule_set r on r.rule_set = j.rule_set and r.kind = 'internal'
  where j.origin = ${g.origin} and j.rule_set <> ${g.ruleSet}`;

/** Joins `k` and `i` to the clocks `c` of open cases, for the conditions below. */
export const lateClocks = (g: Ground): RawBuilder<unknown> => sql`
  cross join lateral (
    select bool_or(k.stage >= 0 and k.stopped is null and k.deadline <= ${instant(g.asOf)}) as stage_over,
           bool_or(k.stage < 0 and k.stopped is null and k.deadline <= ${instant(g.asOf)}) as whole_over,
           bool_or(k.stage >= 0 and k.stopped is not null and k.days_over > 0) as earlier
    from unnest(c.stage, c.deadline, c.stopped, c.days_over) as k(stage, deadline, stopped, days_over)
    where c.late or c.due <= ${instant(g.asOf)}) k
  cross join lateral (
    select exists (
      select from case_clock o cross join lateral unnest(o.deadline, o.stopped) as d(deadline, stopped)
      where o.origin = c.origin and o.case_id = c.case_id and o.rule_set = any(array(select j.rule_set from ${internalSets(g)}))
        and d.stopped is null and d.deadline <= ${instant(g.asOf)}
    ) as past) i`;

/** Needs the case's status row `s`, its clocks `c` and the joins above. */
export const isLate: Record<LateKind, RawBuilder<boolean>> = {
  stage: sql<boolean>`k.stage_over`,
  whole: sql<boolean>`k.whole_over`,
  earlier: sql<boolean>`(k.earlier and not coalesce(s.overdue, false))`,
  internal: sql<boolean>`(i.past and not coalesce(s.overdue, false))`,
  provisional: sql<boolean>`c.provisional`,
};
