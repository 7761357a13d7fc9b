import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { unitBelow } from '../read-ground/origin.ts';
import { inSubtree } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** What can be tried on the chosen unit, and how far the named trial is; one of a scope the reader may not see is unknown. */
export async function trials(
  db: Db,
  scope: Scope,
  { trial, ...question }: Question & { trial?: string },
  now: Instant,
) {
  const g = await groundOf(db, scope, question, now);
  const { rows: reasons } = await sql<{ reason: string }>`
    select distinct s.reason from suspension s join case_fact f on f.origin = s.origin and f.case_key = s.case_key
    where s.origin = ${g.origin} and s.reason <> '' and ${inSubtree(g, 'f')} order by 1`.execute(db);
  const { rows: sets } = await sql<{ code: string; name: string; nameEn: string }>`
    select code, name, name_en as "nameEn" from rule_set where jsonb_array_length(doc -> 'rules') > 0 order by rule_set`.execute(
    db,
  );
  return {
    basis: g.basis,
    reasons: reasons.map(({ reason }) => reason),
    stages: g.stages.map(({ code, name }) => ({ stage: code, name })),
    sets,
    found: trial === undefined ? null : await trialOf(db, scope, g.origin, trial),
  };
}

type Found = { state: 'running' | 'done' | 'failed' | null; detail: Record<string, unknown> | null };

async function trialOf(db: Db, scope: Scope, origin: number, trial: string): Promise<Found | null> {
  const { rows } = await sql<Found & { unit: string | null }>`
    select s.state, s.detail, r.asked ->> 'unit' as unit
    from job_request r
    join origin o on o.source = r.asked ->> 'source' and o.origin = ${origin}
    left join job_slot s on s.job = r.job and s.slot = r.slot
    where r.job = 'trial' and r.slot = ${trial}`.execute(db);
  const found = rows[0];
  if (found === undefined) return null;
  // Whoever may not see the unit may not see what was tried on it.
  await unitBelow(db, scope, origin, found.unit ?? undefined);
  return found;
}
