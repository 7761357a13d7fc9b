import type { Db } from '../database.ts';
import { deliveredOf } from '../read-ground/delivered.ts';
import { originOf, unitBelow } from '../read-ground/origin.ts';
import type { Scope } from '../scope.ts';

/** Which of the fields that measures need a source delivers. */
export async function metricsDictionary(
  db: Db,
  scope: Scope,
  question: { source?: string | undefined; unit?: string | undefined },
) {
  const of = await originOf(db, scope, question.source);
  await unitBelow(db, scope, of.origin, question.unit);
  return { source: of.source, sourceLabel: of.label, delivered: await deliveredOf(db, of) };
}
