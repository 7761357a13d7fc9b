import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { monthOf } from '../piece.ts';
import type { Month } from './month.ts';

/** Those of these months whose figures have not been reported yet. */
export async function unclosedOf(db: Db, origin: number, ruleSet: number, months: readonly Month[]): Promise<Month[]> {
  const closed = await db
    .selectFrom('closed_period')
    .modifyFront(keptPlan)
    .select('month')
    .where('origin', '=', origin)
    .where('rule_set', '=', ruleSet)
    .where('month', '=', sql<number>`any(${months.map(monthOf)}::int[])`)
    .execute();
  return months.filter((month) => !closed.some((row) => row.month === monthOf(month)));
}
