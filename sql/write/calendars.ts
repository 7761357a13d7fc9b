import { stampText, type Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** A calendar as it is kept: whole, so that it stands without the one it was built on. */
export type LoadedCalendar = { code: string; version: string; doc: object; by: string; note: string };

/** Keeps a version of a calendar; false where that version is there already. */
export async function saveCalendar(db: Db, loaded: LoadedCalendar, now: Instant): Promise<boolean> {
  const { code, version, doc, by, note } = loaded;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('calendar')
    .values({ code, version, doc: JSON.stringify(doc), loaded_at: stampText(now), loaded_by: by, note })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
