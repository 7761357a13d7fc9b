import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** A way in which files of an origin were read: the profile, and the zone of stamps where it names none. */
export type Reading = { profile: object; zone: string };

/** The number of a reading; a new one is stored. */
export async function readingNumber(trx: Db, origin: number, { profile, zone }: Reading): Promise<number> {
  const text = JSON.stringify(profile);
  const known = await trx
    .selectFrom('reading')
    .select('reading')
    .where('origin', '=', origin)
    .where('zone', '=', zone)
    .where(sql<boolean>`profile = ${text}::jsonb`)
    .executeTakeFirst();
  if (known) return known.reading;
  const { next } = await trx
    .selectFrom('reading')
    .select(sql<number>`coalesce(max(reading), 0)::int + 1`.as('next'))
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow();
  await trx.insertInto('reading').values({ origin, reading: next, profile: text, zone }).execute();
  return next;
}

export async function storedReading(db: Db, origin: number, reading: number): Promise<Reading> {
  return db
    .selectFrom('reading')
    .select(['profile', 'zone'])
    .where('origin', '=', origin)
    .where('reading', '=', reading)
    .executeTakeFirstOrThrow() as Promise<Reading>;
}

/** The reading used last, by a file that is part of the facts or by a replay of one; null where none is on record. */
export async function lastReading(db: Db, origin: number): Promise<Reading | null> {
  const { rows } = await sql<{ reading: number }>`
    select reading from (
      select reading, finished_at as at, 0 as replay from import_file
      where origin = ${origin} and status = 'imported' and reading is not null
      union all
      select r.reading, r.replayed_at, r.replay from replay r join import_file i on i.origin = r.origin and i.file = r.file
      where r.origin = ${origin} and i.status = 'imported'
    ) used order by at desc, replay desc limit 1`.execute(db);
  return rows[0] ? storedReading(db, origin, rows[0].reading) : null;
}
