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
