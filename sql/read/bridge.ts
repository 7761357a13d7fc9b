import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { exempted, exemptedOf } from '../read-ground/exempted.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { iso } from '../read-ground/time.ts';
import { inSubtree } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { CUBE, VERDICTS, type Instant, type Verdict } from '../vocabulary.ts';

/** One case whose clock counts otherwise than when its month was closed. */
export type ChangedClock = {
  caseKey: string;
  before: Verdict | null;
  after: Verdict | null;
  /** The case's facts changed since; else rules, calendar, or how stages and units are mapped. */
  facts: boolean;
  rules: boolean;
  calendar: boolean;
};

/**
 * A figure as reported and as told again, with every case that lies between: of archived cases, or of one stage's clocks
 * where a stage is asked for. Months that are not closed are left out on both sides.
 */
export async function bridge(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stage = g.stage?.stage ?? CUBE.case;
  const { from, to, unclosed } = g.basis;
  const sums = async (reported: boolean) => {
    const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [stage], from, to, reported });
    const t = tally(
      rows.filter((row) => !unclosed.includes(row.month)),
      g.groups,
    );
    return { n: t.n, decided: decided(t), late: t.late };
  };
  const out = exemptedOf(await exempted(db, g), { unit: g.unit.unit, stage, from, to, groups: g.groups });
  return {
    basis: g.basis,
    stage: g.stage?.code ?? null,
    stageName: g.stage?.name ?? null,
    closed: await closedMonths(db, g),
    reported: await sums(true),
    restated: await sums(false),
    changed: await changedClocks(db, g, stage),
    exempted: out.filter((one) => !unclosed.includes(one.month)).map((one) => one.caseKey),
  };
}

async function closedMonths(db: Db, g: Ground) {
  const { rows } = await sql<{ month: string; at: string; by: string }>`
    select lpad((month / 12)::text, 4, '0') || '-' || lpad((month % 12 + 1)::text, 2, '0') as month,
           ${iso(sql`closed_at`, g.zone)} as at, closed_by as by
    from closed_period where origin = ${g.origin} and rule_set = ${g.ruleSet}
      and month between ${monthOf(g.basis.from)} and ${monthOf(g.basis.to)} order by 1`.execute(db);
  return rows;
}

async function changedClocks(db: Db, g: Ground, stage: number): Promise<ChangedClock[]> {
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  const groups = [...g.groups.keys()];
  const side = (table: 'reported_page' | 'case_page') => sql`
    select k.case_id, k.verdict, p.piece / 2 as month
    from ${sql.table(table)} p
    join closed_period m on m.origin = p.origin and m.rule_set = p.rule_set and m.month = p.piece / 2
    cross join lateral unnest(p.case_id, p.stage, p.grp, p.verdict) as k(case_id, stage, grp, verdict)
    where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')}
      and p.piece between ${first} and ${last} and k.stage = ${stage} and k.grp = any(${groups}::int[])`;
  const word = (verdict: ReturnType<typeof sql>) => sql`(array[${sql.join([...VERDICTS])}]::text[])[${verdict} + 1]`;
  const { rows } = await sql<ChangedClock>`
    with before as (${side('reported_page')}), after as (${side('case_page')})
    select coalesce(f.case_key, '#' || coalesce(b.case_id, a.case_id)) as "caseKey", ${word(sql`b.verdict`)} as before, ${word(sql`a.verdict`)} as after,
           coalesce(f.version > m.version, true) as facts,
           (m.basis -> 'rules') is distinct from (j.basis -> 'rules') as rules,
           (m.basis -> 'calendar') is distinct from (j.basis -> 'calendar') as calendar
    from before b full join after a using (case_id)
    join closed_period m on m.origin = ${g.origin} and m.rule_set = ${g.ruleSet} and m.month = coalesce(b.month, a.month)
    join judged j on j.origin = m.origin and j.rule_set = m.rule_set
    left join case_fact f on f.origin = m.origin and f.case_id = coalesce(b.case_id, a.case_id)
    where b.verdict is distinct from a.verdict
    order by 1`.execute(db);
  return rows;
}
