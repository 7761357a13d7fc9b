import { sql } from 'kysely';

/**
 * Of the row `o` of origin: changes with every exemption, setting and target. Sums, not the latest stamps: another
 * instance's clock may be behind.
 */
export const answered = sql`concat_ws('/',
  (select concat_ws('+', count(*), sum(extract(epoch from x.decided_at))) from exemption x where x.origin = o.origin),
  (select count(*) from setting x where x.origin = o.origin),
  (select concat_ws('+', count(*), sum(extract(epoch from x.loaded_at))) from target x where x.origin = o.origin))`;
