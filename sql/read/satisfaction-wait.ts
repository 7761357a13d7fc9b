import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { CALLBACKS, callbacks } from '../read-ground/callbacks.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { settingsFor } from '../read-ground/settings.ts';
import type { Scope } from '../scope.ts';
import { VERDICTS, type Instant } from '../vocabulary.ts';

/** Working days at which bands of real wait begin. */
const BANDS = [0, 3, 6, 11, 21];

type Opinions = { n: number; satisfied: number };

/**
 * Opinions of the period's callbacks by the working days their case took from acceptance to archive, by class, and by each
 * assessed stage kept or exceeded. `unended`: those of cases not archived by the data time, in no band.
 */
export async function satisfactionWait(
  db: Db,
  scope: Scope,
  question: Question,
  now: Instant,
  { neutralCounts }: { neutralCounts: boolean },
) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const positive = neutralCounts ? ('not-negative' as const) : ('positive' as const);
  const said = sql`(select f.origin, f.case_id, f.class, ${CALLBACKS[positive]} as satisfied
    from ${callbacks(g, g.basis.from, g.basis.to)} and ${CALLBACKS.opinion}) o
    join case_clock c on c.origin = o.origin and c.rule_set = ${g.ruleSet} and c.case_id = o.case_id`;
  const counts = sql`count(*)::int as n, count(*) filter (where o.satisfied)::int as satisfied`;
  const cases = await sql<Opinions & { class: string; band: number | null }>`
    select o.class, case when c.ended is not null then width_bucket(c.days, array[${sql.join(BANDS)}]::int[]) - 1 end as band, ${counts}
    from ${said} group by 1, 2`.execute(db);
  const clocks = await sql<Opinions & { stage: number; late: boolean }>`
    select k.stage::int, k.verdict = ${VERDICTS.indexOf('overdue')} as late, ${counts}
    from ${said} cross join lateral unnest(c.stage, c.verdict) as k(stage, verdict)
    where k.verdict in (${VERDICTS.indexOf('met')}, ${VERDICTS.indexOf('overdue')})
    group by 1, 2`.execute(db);
  const sum = (rows: readonly Opinions[]): Opinions => ({
    n: rows.reduce((n, row) => n + row.n, 0),
    satisfied: rows.reduce((n, row) => n + row.satisfied, 0),
  });
  const of = (keep: (row: (typeof cases.rows)[number]) => boolean) => sum(cases.rows.filter(keep));
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    minimum: (await settingsFor(db, g)).minimum,
    satisfiedAs: positive,
    unended: of((row) => row.band === null).n,
    waits: BANDS.map((from, band) => ({
      daysFrom: from,
      daysTo: band + 1 < BANDS.length ? BANDS[band + 1]! - 1 : null,
      ...of((row) => row.band === band),
    })),
    classes: [...new Set(cases.rows.map((row) => row.class))]
      .sort()
      .map((name) => ({ class: name, ...of((row) => row.class === name) })),
    stages: g.stages
      .filter(({ assessed }) => assessed)
      .flatMap(({ stage, code, name }) =>
        ([false, true] as const).map((late) => ({
          stage: code,
          stageName: name,
          verdict: late ? ('overdue' as const) : ('met' as const),
          ...sum(clocks.rows.filter((row) => row.stage === stage && row.late === late)),
        })),
      )
      .filter(({ n }) => n > 0),
  };
}
