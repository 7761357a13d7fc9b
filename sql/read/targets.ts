import type { Db } from '../database.ts';

/** Every target of a source; for the command line, which sees everything. */
export function listTargets(db: Db, source: string) {
  return db
    .selectFrom('target as t')
    .innerJoin('origin as o', 'o.origin', 't.origin')
    .select([
      't.measure',
      't.part',
      't.unit',
      't.valid_from as from',
      't.direction',
      't.value',
      't.challenge',
      't.points',
    ])
    .where('o.source', '=', source)
    .orderBy('t.measure')
    .orderBy('t.part')
    .orderBy('t.unit')
    .orderBy('t.valid_from')
    .execute();
}
