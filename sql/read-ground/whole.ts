import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { originOf, originsOf } from './origin.ts';

/** Files belong to a source as a whole: who may see only some of its units may not see them. */
export async function wholeOrigins(db: Db, scope: Scope, source: string | undefined): Promise<number[]> {
  const origins = source === undefined ? await originsOf(db, scope) : [await originOf(db, scope, source)];
  if (scope.within !== null) {
    const root = await db
      .selectFrom('unit as u')
      .innerJoin('origin as o', 'o.origin', 'u.origin')
      .select('u.unit')
      .where('o.source', '=', scope.within.source)
      .where('u.code', '=', scope.within.unit)
      .where('u.parent', 'is', null)
      .executeTakeFirst();
    if (root === undefined) throw new Failure('whole-source-only', { value: scope.within.unit });
  }
  return origins.map((o) => o.origin);
}
