import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** The clocks, pages and cube of one origin under one rule set. */
export type Judgement = { origin: number; ruleSet: number };

/**
 * What was judged before, and what it hung on. `unsettled`: ended cases that a later data time may still change; `asOf`: the data
 * time all open cases were judged at, null where that is not known.
 */
export type LastJudged = {
  version: number;
  calendarVersion: string;
  basis: object;
  unsettled: number[];
  asOf: Instant | null;
};

/** What a job must know before it judges: the origin's time and tree, and what was judged before. */
export type JudgingInput = {
  /** null while the source has no event. */
  dataTime: Instant | null;
  version: number;
  units: { unit: number; parent: number | null }[];
  last: LastJudged | null;
};

/** Throws for an origin that does not exist. */
export async function judgingInput(db: Db, { origin, ruleSet }: Judgement): Promise<JudgingInput> {
  const [head, units, last] = [
    await db.selectFrom('origin').select(['data_time', 'version']).where('origin', '=', origin).executeTakeFirst(),
    await db.selectFrom('unit').select(['unit', 'parent']).where('origin', '=', origin).orderBy('unit').execute(),
    await db
      .selectFrom('judged')
      .select(['version', 'calendar_version as calendarVersion', 'basis', 'unsettled', 'as_of as asOf'])
      .where('origin', '=', origin)
      .where('rule_set', '=', ruleSet)
      .executeTakeFirst(),
  ];
  if (!head) throw new Error(`no origin ${origin} to judge`);
  return { dataTime: head.data_time, version: head.version, units, last: last ?? null };
}

/** Says that the clocks are complete up to this version of the origin. */
export async function saveJudged(trx: Db, { origin, ruleSet }: Judgement, row: LastJudged): Promise<void> {
  const values = {
    version: row.version,
    calendar_version: row.calendarVersion,
    basis: JSON.stringify(row.basis),
    unsettled: row.unsettled,
    as_of: row.asOf === null ? null : stampText(row.asOf),
    judged_at: sql<string>`clock_timestamp()`,
  };
  await trx
    .insertInto('judged')
    .values({ origin, rule_set: ruleSet, ...values })
    .onConflict((conflict) => conflict.columns(['origin', 'rule_set']).doUpdateSet(values))
    .execute();
}

/** The rule set that feeds an origin's headline, cube and walls. */
export async function primaryRuleSet(db: Db, origin: number): Promise<number> {
  const row = await db.selectFrom('origin').select('rule_set').where('origin', '=', origin).executeTakeFirst();
  if (!row) throw new Error(`no origin ${origin} to judge`);
  return row.rule_set;
}

/** Every rule set by which an origin has been judged. */
export async function judgedRuleSets(db: Db, origin: number): Promise<number[]> {
  const rows = await db
    .selectFrom('judged')
    .select('rule_set')
    .where('origin', '=', origin)
    .orderBy('rule_set')
    .execute();
  return rows.map((row) => row.rule_set);
}
