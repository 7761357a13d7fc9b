import { sql, type RawBuilder } from 'kysely';
import { instant } from '../status.ts';
import type { Ground } from './ground.ts';
import { dueDay } from './time.ts';

export const DUES = ['today', 'tomorrow', 'unverified'] as const;
export type Due = (typeof DUES)[number];

/**
 * Condition on `s`, the running clocks of an open case that is not overdue: when its earliest deadline ends.
 * `unverified`: between the data time and today, so nobody knows yet.
 */
export function isDue(g: Ground, due: Due): RawBuilder<boolean> {
  const ends = sql`${dueDay(sql`s.due`, g.zone)}`;
  const today = sql`${g.today}::text`;
  const when = {
    today: sql`${ends} = ${today}`,
    tomorrow: sql`${ends} = to_char(${today}::date + 1, 'YYYY-MM-DD')`,
    unverified: sql`${ends} < ${today}`,
  }[due];
  return sql<boolean>`(s.due > ${instant(g.asOf)} and ${when})`;
}
