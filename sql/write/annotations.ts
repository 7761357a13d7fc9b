import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import { originOf, unitBelow } from '../read-ground/origin.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

export type Note = { source: string; unit?: string; month: string; words: string; author: string };

/** Puts a note on a month of a unit the reader may see. */
export async function annotate(db: Db, scope: Scope, note: Note, now: Instant): Promise<void> {
  const { origin } = await originOf(db, scope, note.source);
  const unit = note.unit === undefined ? null : (await unitBelow(db, scope, origin, note.unit)).unit;
  await sql`
    insert into annotation (origin, annotation, month, unit, words, author, made_at)
    select ${origin}, coalesce(max(annotation), 0) + 1, ${note.month}, ${unit}, ${note.words}, ${note.author},
           ${stampText(now)}
    from annotation where origin = ${origin}`.execute(db);
}

/** Takes a note back; one that is not there or was taken back before stays as it is. */
export async function takeBack(db: Db, scope: Scope, source: string, annotation: number, now: Instant): Promise<void> {
  const { origin } = await originOf(db, scope, source);
  await db
    .updateTable('annotation')
    .set({ taken_back_at: stampText(now) })
    .where('origin', '=', origin)
    .where('annotation', '=', annotation)
    .where('taken_back_at', 'is', null)
    .execute();
}
