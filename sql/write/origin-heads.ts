import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

export type OriginHead = { source: string; zone: string; dataTime: Instant | null; version: number };

/** What the timetable needs to know of every source. */
export function originHeads(db: Db): Promise<OriginHead[]> {
  return db
    .selectFrom('origin')
    .select(['source', 'zone', 'data_time as dataTime', 'version'])
    .orderBy('origin')
    .execute();
}

/** Sources whose months the timetable closes, and from which day of the next month on. */
export async function closingSources(db: Db): Promise<{ source: string; zone: string; closesOn: number }[]> {
  const { rows } = await sql<{ source: string; zone: string; closesOn: number }>`
    select source, zone, (profile ->> 'closesOn')::int as "closesOn" from origin
    where profile ->> 'closesOn' is not null order by origin`.execute(db);
  return rows;
}
