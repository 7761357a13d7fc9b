import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { unitsBelow } from '../read-ground/units.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CASE_STATES, type Instant } from '../vocabulary.ts';

/** A suspended case of the period with its suspensions and its clocks, as parallel arrays. */
export type SuspendedCase = {
  caseId: number;
  unit: number;
  ended: Instant;
  from: Instant[];
  to: (Instant | null)[];
  reason: string[];
  /** When the source last spoke of it; null where it does not date its rows. */
  told: (Instant | null)[];
  rule: number[];
  started: (Instant | null)[];
  stopped: (Instant | null)[];
  used: number[];
  verdict: number[];
};

/** Archived cases of the period that were suspended. */
export async function suspendedCases(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  return { basis: g.basis, zone: g.zone, suspended: await suspendedOf(db, g) };
}

/** Cases archived in the period: per unit below the chosen one their number and days, and those that were suspended. */
export async function suspensions(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const units = await unitsBelow(db, g);
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    zone: g.zone,
    units,
    /** The unit below the chosen one that a unit belongs to. */
    branchOf: await branchesOf(
      db,
      g,
      units.map(({ unit }) => unit),
    ),
    cases: await endedOf(db, g),
    suspended: await suspendedOf(db, g),
  };
}

async function branchesOf(db: Db, g: Ground, below: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('unit_above')
    .select(['unit', 'above'])
    .where('origin', '=', g.origin)
    .where(sql<boolean>`above = any(${below}::int[])`)
    .execute();
  return new Map(rows.map(({ unit, above }) => [unit, above]));
}

const endedIn = (g: Ground) =>
  sql`f.ended >= ${instant(g.start)} and f.ended < ${instant(g.end)} and f.ended <= ${instant(g.asOf)}
    and f.state = ${CASE_STATES.indexOf('archived')} and ${within(g)}`;

async function endedOf(db: Db, g: Ground) {
  const { rows } = await sql<{ unit: number; cases: number; days: number }>`
    select f.unit, count(*)::int as cases, coalesce(sum(c.days), 0)::int as days
    from case_fact f
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    where ${endedIn(g)} group by f.unit`.execute(db);
  return rows;
}

async function suspendedOf(db: Db, g: Ground): Promise<SuspendedCase[]> {
  const { rows } = await sql<SuspendedCase>`
    select f.case_id as "caseId", f.unit, f.ended, s."from", s."to", s.reason, s.told, c.rule, c.started, c.stopped, c.used, c.verdict
    from case_fact f
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    join lateral (
      select array_agg(p.paused_from order by p.paused_from, p.occurrence) as "from",
             array_agg(p.paused_to order by p.paused_from, p.occurrence) as "to",
             array_agg(p.reason order by p.paused_from, p.occurrence) as reason,
             array_agg(p.data_time order by p.paused_from, p.occurrence) as told
      from suspension p where p.origin = f.origin and p.case_key = f.case_key) s on s."from" is not null
    where ${endedIn(g)}`.execute(db);
  return rows;
}
