import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { originOf, unitBelow } from '../read-ground/origin.ts';
import { iso } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';

/** The notes on the months of a unit and of those above it, oldest month first. */
export async function annotations(db: Db, scope: Scope, question: { source?: string; unit?: string }) {
  const o = await originOf(db, scope, question.source);
  const unit = await unitBelow(db, scope, o.origin, question.unit);
  const { rows } = await sql<{ id: number; month: string; words: string; author: string; madeAt: string }>`
    select a.annotation as id, a.month, a.words, a.author, ${iso(sql`a.made_at`, o.zone)} as "madeAt"
    from annotation a
    where a.origin = ${o.origin} and a.taken_back_at is null
      and (a.unit is null or exists (select from unit_above x where x.origin = a.origin and x.unit = ${unit.unit} and x.above = a.unit))
    order by a.month, a.annotation`.execute(db);
  return { source: o.source, notes: rows };
}
