import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CASE_STATES, MARKS, VERDICTS, type Instant, type Mark } from '../vocabulary.ts';

/** Cases with a flag, or without it: how many of those archived in the period, how long they took, how many were late. */
export type FlagSide = {
  cases: number;
  /** Working days of the whole process; null without a case. */
  mean: number | null;
  median: number | null;
  p90: number | null;
  decided: number;
  late: number;
};

/**
 * Of the cases archived in the period, each flag of the rules (三零, 绿色通道, 重要用户, 外线): those that have it and those
 * the source says have it not; of the others the source says nothing.
 */
export async function flags(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const [met, overdue] = [VERDICTS.indexOf('met'), VERDICTS.indexOf('overdue')];
  const { rows } = await sql<FlagSide & { bit: number; has: boolean }>`
    select b.bit, (f.marks >> b.bit) & 1 = 1 as has, count(*)::int as cases, avg(c.days)::float8 as mean,
           percentile_disc(0.5) within group (order by c.days)::int as median,
           percentile_disc(0.9) within group (order by c.days)::int as p90,
           count(*) filter (where c.case_verdict in (${met}, ${overdue}))::int as decided,
           count(*) filter (where c.case_verdict = ${overdue})::int as late
    from case_fact f
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    join generate_series(0, ${MARKS.length - 1}) as b(bit) on (f.marks_known >> b.bit) & 1 = 1
    where ${within(g)} and f.flags = 0 and f.state = ${CASE_STATES.indexOf('archived')}
      and f.ended >= ${instant(g.start)} and f.ended < ${instant(g.end)} and f.ended <= ${instant(g.asOf)}
    group by 1, 2`.execute(db);
  const side = (bit: number, has: boolean): FlagSide => {
    const found = rows.find((row) => row.bit === bit && row.has === has);
    if (found === undefined) return { cases: 0, mean: null, median: null, p90: null, decided: 0, late: 0 };
    const { bit: _bit, has: _has, ...rest } = found;
    return rest;
  };
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    flags: MARKS.map((flag: Mark, bit) => ({ flag, flagged: side(bit, true), unflagged: side(bit, false) })),
  };
}
