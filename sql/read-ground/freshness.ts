import { sql, type RawBuilder } from 'kysely';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** By when a daily feed must have arrived where its source says nothing else. */
const ARRIVES_BY = '08:30';

/** By when the daily feed of `origin o` must have arrived, HH:MM of its zone. */
export const arrivesBy: RawBuilder<string> = sql<string>`coalesce(
  (select d.arrives_by from delivery d where d.origin = o.origin), ${ARRIVES_BY})`;

/**
 * Condition on `origin o`: a daily feed on the wall's clock whose data of yesterday has not arrived in time, or any source that
 * has delivered nothing for longer than its threshold.
 */
export function isStale(now: Instant): RawBuilder<boolean> {
  const wall = sql`(${instant(now)} at time zone o.zone)`;
  return sql<boolean>`((o.daily and not o.own_clock and ${wall}::time >= ${arrivesBy}::time
    and coalesce(o.data_time at time zone o.zone < date_trunc('day', ${wall}), true))
    or exists (select from delivery d where d.origin = o.origin and d.fresh_minutes is not null
      and ${instant(now)} - coalesce(d.succeeded_at, o.arrived_at, '-infinity') > d.fresh_minutes * interval '1 minute'))`;
}

/** `origin o` last failed to deliver, or a file lies in its inbox that nobody can take as it is. */
export const isFailing: RawBuilder<boolean> = sql<boolean>`exists (select from delivery d
  where d.origin = o.origin and (d.error <> '' or d.ignored ?| array['unreadable', 'stuck']))`;
