import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { wholeOrigins } from '../read-ground/whole.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Where a correction somebody asked for stands, and what it did. */
export async function corrections(db: Db, scope: Scope, question: { correction: string }, _now: Instant) {
  await wholeOrigins(db, scope, undefined);
  const { rows } = await sql<{ state: 'running' | 'done' | 'failed' | null; detail: Record<string, unknown> | null }>`
    select s.state, s.detail from job_request r left join job_slot s on s.job = r.job and s.slot = r.slot
    where r.job = 'correct' and r.slot = ${question.correction}`.execute(db);
  const found = rows[0];
  if (found === undefined) throw new Failure('unknown-upload', { value: question.correction });
  const state = found.state === 'done' || found.state === 'failed' ? found.state : ('waiting' as const);
  const n = (name: string) => (typeof found.detail?.[name] === 'number' ? found.detail[name] : 0);
  return { state, cases: n('cases'), taken: n('taken'), refused: n('refused') };
}
