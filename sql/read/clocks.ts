import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { originOf, topUnit } from '../read-ground/origin.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Which cases' clocks a reader may be told, and as of when. */
export type ClocksGround = {
  origin: number;
  /** null while the source has no event. */
  dataTime: Instant | null;
  /** Code of the highest unit the reader may see. */
  top: string;
  /** The one case asked for; absent: all. */
  caseIds?: readonly number[];
};

/** Throws `unknown-source`, `unknown-case`. */
export async function clocksGround(
  db: Db,
  scope: Scope,
  asked: { source: string; caseKey?: string },
): Promise<ClocksGround> {
  const { origin, dataTime } = await originOf(db, scope, asked.source);
  const { code: top } = await topUnit(db, scope, origin);
  if (asked.caseKey === undefined) return { origin, dataTime, top };
  return { origin, dataTime, top, caseIds: [await caseIdOf(db, origin, asked.caseKey)] };
}

async function caseIdOf(db: Db, origin: number, key: string): Promise<number> {
  const found = await db
    .selectFrom('case_fact')
    .select('case_id')
    .where('origin', '=', origin)
    .where('case_key', '=', key)
    .executeTakeFirst();
  if (found === undefined) throw new Failure('unknown-case', { value: key });
  return found.case_id;
}
