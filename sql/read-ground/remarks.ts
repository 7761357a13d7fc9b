import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { REMARKS, type Remark } from '../vocabulary.ts';
import { withinClocks, type Population } from './within.ts';

/** Cases of the unit that a remark stands on, by remark; those without any are left out. */
export async function remarksIn(
  db: Db,
  g: Population & { ruleSet: number; groups: ReadonlyMap<number, unknown> },
): Promise<Partial<Record<Remark, number>>> {
  const { rows } = await sql<{ bit: number; cases: number }>`
    select b.bit, count(*)::int as cases
    from case_clock c join generate_series(0, ${REMARKS.length - 1}) as b(bit) on (c.remarks >> b.bit) & 1 = 1
    where c.remarks <> 0 and ${withinClocks(g)} group by 1`.execute(db);
  return Object.fromEntries(rows.map(({ bit, cases }) => [REMARKS[bit]!, cases]));
}

/** The bits of a case's clocks `c` hold this remark. */
export function hasRemark(remark: Remark): RawBuilder<boolean> {
  return sql<boolean>`c.remarks & ${1 << REMARKS.indexOf(remark)} <> 0`;
}
