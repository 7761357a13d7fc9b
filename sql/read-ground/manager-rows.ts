import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { encodeHistogram, type HistogramEntry } from '../histogram.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import { pageTable } from './cube.ts';
import type { Ground } from './ground.ts';
import { inSubtree, ofManager } from './within.ts';

/** What the cube would hold of one account manager's cases: clocks of a stage stopped in the period, of the chosen unit. */
export async function managerRows(db: Db, g: Ground, stage: number, manager: string): Promise<{ hist: Uint8Array }[]> {
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  const { rows } = await sql<HistogramEntry>`
    select k.grp, k.days, k.verdict, count(*)::int as n
    from ${pageTable(g)} p
    cross join lateral unnest(p.case_id, p.stage, p.grp, p.days, p.verdict) as k(case_id, stage, grp, days, verdict)
    join case_fact f on f.origin = p.origin and f.case_id = k.case_id
    where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')}
      and p.piece between ${first} and ${last} and k.stage = ${stage} and ${ofManager(manager)}
    group by 1, 2, 3`.execute(db);
  return [{ hist: encodeHistogram(rows) }];
}
