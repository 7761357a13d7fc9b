import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Instant } from './vocabulary.ts';

/** How often the difference is looked at again, in µs of the own clock. */
const AGAIN = 60_000_000;

/**
 * The database's clock, so that processes whose own clocks differ agree on when a lease runs out: the own clock, set right by
 * a difference that is measured at most once a minute. The first measurement is awaited, later ones go on beside.
 */
export async function sharedClock(db: Db, own: () => Instant): Promise<() => Instant> {
  let ahead = 0;
  let measured = -Infinity;
  const measure = async () => {
    measured = own();
    const { rows } = await sql<{ at: Instant }>`select clock_timestamp() as at`.execute(db);
    // Half the way there and back: what is left of the error is far below a lease.
    ahead = rows[0]!.at - (measured + own()) / 2;
  };
  await measure();
  return () => {
    if (Math.abs(own() - measured) > AGAIN) void measure().catch(() => undefined);
    return Math.round(own() + ahead);
  };
}
