import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import { instant } from '../status.ts';
import { CUBE, VERDICTS, type Instant } from '../vocabulary.ts';

/** A late clock that somebody speaks for. `stage`: a stage's code, whole-process or utility-sum. */
export type LateClock = { source: string; caseKey: string; stage: string };
export type ClockKey = { origin: number; case_key: string; rule_set: number; stage: number };

/** Why an answer was not taken. */
export class AnswerRefused extends Error {}

/** The clock under the source's primary rule set; throws AnswerRefused where there is none or it is not late. */
export async function lateClock(db: Db, { source, caseKey, stage }: LateClock): Promise<ClockKey> {
  const named = { 'whole-process': CUBE.whole, 'utility-sum': CUBE.utilitySum }[stage];
  const { rows } = await sql<{ origin: number; ruleSet: number; stage: number; late: boolean; rules: string }>`
    select o.origin, o.rule_set as "ruleSet", r.code as rules, k.stage::int,
           k.verdict = ${VERDICTS.indexOf('overdue')} or (k.stopped is null and coalesce(k.deadline <= o.data_time, false)) as late
    from origin o
    join rule_set r on r.rule_set = o.rule_set
    join case_fact f on f.origin = o.origin and f.case_key = ${caseKey}
    join case_clock c on c.origin = o.origin and c.rule_set = o.rule_set and c.case_id = f.case_id
    cross join lateral unnest(c.stage, c.deadline, c.stopped, c.verdict) as k(stage, deadline, stopped, verdict)
    left join stage s on s.origin = o.origin and s.stage = k.stage
    where o.source = ${source} and ${named === undefined ? sql`s.code = ${stage}` : sql`k.stage = ${named}`}`.execute(
    db,
  );
  const found = rows[0];
  if (found === undefined) throw new AnswerRefused(`${source} has no clock "${stage}" of a case "${caseKey}"`);
  if (!found.late)
    throw new AnswerRefused(`${caseKey} ${stage} is not late under "${found.rules}": there is nothing to answer for`);
  return { origin: found.origin, case_key: caseKey, rule_set: found.ruleSet, stage: found.stage };
}

export async function explain(
  trx: Db,
  clock: ClockKey,
  said: { by: string; at: Instant; cause: string; note: string },
): Promise<void> {
  const { by, at, cause, note } = said;
  await trx
    .insertInto('explanation')
    .values({ ...clock, said_at: stampText(at), said_by: by, cause, note })
    .execute();
}

/** Asks for exemption; refused while an earlier request waits or has been approved. */
export async function askExemption(
  trx: Db,
  clock: ClockKey,
  asked: { by: string; at: Instant; evidence: string },
): Promise<void> {
  const last = await latest(trx, clock);
  if (last !== undefined && last.approved !== false)
    throw new AnswerRefused(
      `${clock.case_key}: a request is ${last.approved === null ? 'waiting' : 'approved'} already`,
    );
  await trx
    .insertInto('exemption')
    .values({ ...clock, asked_at: stampText(asked.at), asked_by: asked.by, evidence: asked.evidence })
    .execute();
}

/** Approves or refuses the waiting request; another person than the one who asked, with a reason. */
export async function decideExemption(
  trx: Db,
  clock: ClockKey,
  decided: { by: string; at: Instant; approved: boolean; reason: string },
): Promise<void> {
  const last = await latest(trx, clock);
  if (last === undefined || last.approved !== null)
    throw new AnswerRefused(`${clock.case_key}: no request for exemption is waiting`);
  if (last.asked_by === decided.by)
    throw new AnswerRefused(`${clock.case_key}: ${decided.by} asked for it, so somebody else has to decide`);
  if (decided.reason === '') throw new AnswerRefused(`${clock.case_key}: a decision needs a reason`);
  await trx
    .updateTable('exemption')
    .set({
      decided_at: stampText(decided.at),
      decided_by: decided.by,
      approved: decided.approved,
      reason: decided.reason,
    })
    .where((e) => e.and(clock))
    .where(sql<boolean>`asked_at = ${instant(last.asked_at)}`)
    .execute();
}

function latest(trx: Db, clock: ClockKey) {
  return trx
    .selectFrom('exemption')
    .select(['asked_at', 'asked_by', 'approved'])
    .where((e) => e.and(clock))
    .orderBy('asked_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}
