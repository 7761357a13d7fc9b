import { sql } from 'kysely';
import { copyRows, type CopyRow } from '../copy.ts';
import type { Db } from '../database.ts';
import { clientOf } from '../transaction.ts';
import type { Judgement } from './judged.ts';

const COLUMNS = {
  origin: 'int4',
  rule_set: 'int2',
  case_id: 'int4',
  unit: 'int4',
  grp: 'int2',
  state: 'int2',
  opened: 'timestamptz',
  ended: 'timestamptz',
  rule: 'int2[]',
  stage: 'int2[]',
  started: 'timestamptz[]',
  deadline: 'timestamptz[]',
  risk_at: 'timestamptz[]',
  stopped: 'timestamptz[]',
  used: 'int2[]',
  days_over: 'int2[]',
  verdict: 'int2[]',
  paused: 'bool[]',
  provisional: 'bool',
  case_verdict: 'int2',
  days: 'int2',
  customer_only: 'bool',
  late: 'bool',
  due: 'timestamptz',
  risk: 'timestamptz',
  runs: 'bool',
  halted: 'bool',
  unsure: 'bool',
  over: 'int2',
  seen_stage: 'int2[]',
  seen_at: 'timestamptz[]',
  seen_days: 'int2[]',
  remarks: 'int4',
} as const;

/** One row of case_clock, as written. */
export type ClockRow = CopyRow<typeof COLUMNS>;

/** What a row of case_clock is filed under in pages and cube. */
export type FiledClocks = {
  case_id: number;
  unit: number;
  grp: number;
  state: number;
  opened: number;
  ended: number | null;
  stage: readonly number[];
  stopped: readonly (number | null)[];
  used: readonly number[];
  verdict: readonly number[];
  case_verdict: number;
  days: number;
  seen_stage: readonly number[] | null;
  seen_at: readonly number[] | null;
  seen_days: readonly number[] | null;
};

/** What of a row just judged says how an open case stands. */
export type StandingClocks = FiledClocks & {
  deadline: readonly (number | null)[];
  days_over: readonly number[];
  due: number | null;
  risk: number | null;
  runs: boolean;
  halted: boolean;
  unsure: boolean;
  customer_only: boolean;
  provisional: boolean;
};

export async function storedClocks(
  trx: Db,
  { origin, ruleSet }: Judgement,
  caseIds: readonly number[],
): Promise<FiledClocks[]> {
  return trx
    .selectFrom('case_clock')
    .select(['case_id', 'unit', 'grp', 'state', 'opened', 'ended', 'stage', 'stopped', 'used', 'verdict'])
    .select(['case_verdict', 'days', 'seen_stage', 'seen_at', 'seen_days'])
    .where('origin', '=', origin)
    .where('rule_set', '=', ruleSet)
    .where('case_id', '=', sql<number>`any(${caseIds}::int[])`)
    .execute();
}

/** Replaces the rows of these cases; a case without a new row has none any more. `absent`: none of them has one yet. */
export async function replaceClocks(
  trx: Db,
  { origin, ruleSet }: Judgement,
  caseIds: readonly number[] | 'absent',
  rows: Iterable<ClockRow>,
): Promise<void> {
  if (caseIds !== 'absent') {
    await trx
      .deleteFrom('case_clock')
      .where('origin', '=', origin)
      .where('rule_set', '=', ruleSet)
      .where('case_id', '=', sql<number>`any(${caseIds}::int[])`)
      .execute();
  }
  await copyRows(clientOf(trx), 'case_clock', COLUMNS, rows);
}

/** Writes the rows of cases none of which has one yet. */
export async function writeNewClocks(trx: Db, rows: Iterable<ClockRow>): Promise<void> {
  await copyRows(clientOf(trx), 'case_clock', COLUMNS, rows);
}
