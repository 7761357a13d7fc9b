import { sql, type RawBuilder } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { REMARKS, type Remark } from '../vocabulary.ts';
import { withinClocks, type Population } from './within.ts';

/** Cases of the unit that a remark stands on, by remark; those without any are left out. */
export async function remarksIn(
  db: Db,
  g: Population & { ruleSet: number; groups: ReadonlyMap<number, unknown> },
): Promise<Partial<Record<Remark, number>>> {
  const { rows } = await sql<{ remarks: number; cases: number }>`
    select ${keptPlan} c.remarks, count(*)::int as cases
    from case_clock c where c.remarks <> 0 and ${withinClocks(g)} group by 1`.execute(db);
  const told = REMARKS.map((remark, bit) => {
    const having = rows.filter(({ remarks }) => ((remarks >> bit) & 1) === 1);
    return [remark, having.reduce((sum, { cases }) => sum + cases, 0)] as const;
  });
  return Object.fromEntries(told.filter(([, cases]) => cases > 0));
}

/** The bits of a case's clocks `c` hold this remark. */
export function hasRemark(remark: Remark): RawBuilder<boolean> {
  return sql<boolean>`c.remarks & ${1 << REMARKS.indexOf(remark)} <> 0`;
}
