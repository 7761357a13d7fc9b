import { sql, type RawBuilder } from 'kysely';
import type { Month } from './month.ts';

type Expression = RawBuilder<unknown>;

/** ISO 8601 with the zone's offset, to the second. */
export function iso(at: Expression, zone: string): RawBuilder<string> {
  const offset = sql`((${at}) at time zone ${zone}) - ((${at}) at time zone 'UTC')`;
  return sql<string>`to_char((${at}) at time zone ${zone}, 'YYYY-MM-DD"T"HH24:MI:SS')
    || case when ${offset} < interval '0' then '-' else '+' end
    || to_char(case when ${offset} < interval '0' then -(${offset}) else ${offset} end, 'HH24:MI')`;
}

/** The calendar day of an instant, YYYY-MM-DD. */
export const day = (at: Expression, zone: string): RawBuilder<string> =>
  sql<string>`to_char((${at}) at time zone ${zone}, 'YYYY-MM-DD')`;

/** The day a deadline ends: 24:00 belongs to the day it closes. */
export const dueDay = (deadline: Expression, zone: string): RawBuilder<string> =>
  day(sql`(${deadline}) - interval '1 microsecond'`, zone);

/** First instant of a month. */
export const monthStart = (month: Month, zone: string): RawBuilder<number> =>
  sql<number>`((${`${month}-01`})::timestamp at time zone ${zone})`;
