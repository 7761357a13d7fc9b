import type { Db } from '../database.ts';

/** The calendars loaded here, in the order they came; later versions of a code stand after earlier ones. */
export async function loadedCalendars(db: Db): Promise<object[]> {
  const rows = await db
    .selectFrom('calendar')
    .select('doc')
    .orderBy('loaded_at')
    .orderBy('code')
    .orderBy('version')
    .execute();
  return rows.map(({ doc }) => doc);
}
