import { sql, type RawBuilder } from 'kysely';
import { instant } from '../status.ts';
import type { Ground } from './ground.ts';

export const DUES = ['today', 'tomorrow', 'unverified'] as const;
export type Due = (typeof DUES)[number];

/**
 * Condition on `s`, the running clocks of an open case that is not overdue: when its earliest deadline ends.
 * `unverified`: between the data time and today, so nobody knows yet.
 */
export function isDue(g: Ground, due: Due): RawBuilder<boolean> {
  const start = (later: number) => sql`((${g.today}::date + ${later}::int)::timestamp at time zone ${g.zone})`;
  const when = {
    today: sql`s.due > ${start(0)} and s.due <= ${start(1)}`,
    tomorrow: sql`s.due > ${start(1)} and s.due <= ${start(2)}`,
    unverified: sql`s.due <= ${start(0)}`,
  }[due];
  return sql<boolean>`(s.due > ${instant(g.asOf)} and ${when})`;
}
