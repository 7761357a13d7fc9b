import { sql, type RawBuilder } from 'kysely';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** A daily feed must have arrived by then. */
const ARRIVES_BY = '08:30';

/** Condition on `origin o`: a daily feed on the wall's clock whose data of yesterday has not arrived in time. */
export function isStale(now: Instant): RawBuilder<boolean> {
  const wall = sql`(${instant(now)} at time zone o.zone)`;
  return sql<boolean>`(o.daily and not o.own_clock and ${wall}::time >= ${ARRIVES_BY}::time
    and coalesce(o.data_time at time zone o.zone < date_trunc('day', ${wall}), true))`;
}
