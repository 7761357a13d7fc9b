import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { monthOf, monthText } from '../piece.ts';
import type { Ground } from './ground.ts';
import { monthsFrom, type Month } from './month.ts';

/** Months of the period that were closed when the time to connect was not frozen yet, where figures are read as reported. */
export async function withoutConnectTime(db: Db, g: Ground): Promise<Month[]> {
  if (g.reading !== 'reported') return [];
  const months = monthsFrom(g.basis.from, g.basis.to);
  const { rows } = await sql<{ month: number }>`
    select ${keptPlan} month from closed_period
    where origin = ${g.origin} and rule_set = ${g.ruleSet} and not connect_time and month = any(${months.map(monthOf)}::int[])
    order by month`.execute(db);
  return rows.map((row) => monthText(row.month));
}
