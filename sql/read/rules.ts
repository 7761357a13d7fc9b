import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { ruleDocs } from '../read-ground/rule-docs.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Every rule set as this source's verdicts were made by it, and where in the tree the chosen unit stands. */
export async function rules(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { rows } = await sql<{ code: string }>`
    select u.code from unit_above a join unit u on u.origin = a.origin and u.unit = a.above
    where a.origin = ${g.origin} and a.unit = ${g.unit.unit} order by u.level, u.unit`.execute(db);
  return {
    basis: g.basis,
    dataDay: g.dataDay,
    class: g.class,
    unitPath: rows.map(({ code }) => code),
    sets: await ruleDocs(db, g.basis.source),
  };
}
