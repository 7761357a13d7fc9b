import { CASE_STATES, GRADES, VERDICTS } from '../../sql/vocabulary.ts';

/** The demo's last day; its data time is the day's end. Reads ask for its month, or for the year that ends with it. */
export const UNTIL = '2026-06-30';
export const MONTH = { from: '2026-06', to: '2026-06' };
export const YEAR = { from: '2025-07', to: '2026-06' };

const MET = VERDICTS.indexOf('met');
const OVERDUE = VERDICTS.indexOf('overdue');
const ARCHIVED = CASE_STATES.indexOf('archived');
const SATISFIED = GRADES.indexOf('satisfied');
const NO_OPINION = GRADES.indexOf('no-opinion');
const AS_OF = "timestamptz '2026-07-01 00:00+08'";
const duringYear = (at: string) => `${at} >= timestamptz '2025-07-01 00:00+08' and ${at} < ${AS_OF}`;

/** Cases archived in the year, $1 the origin and $2 the rule set. */
const ended = `case_clock c join case_fact f using (origin, case_id)
  where c.origin = $1 and c.rule_set = $2 and f.state = ${ARCHIVED} and ${duringYear('f.ended')}`;

/** Clocks stopped in the year, one row each. */
const stopped = `clock k join stage s on s.origin = k.origin and s.stage = k.stage
  where k.origin = $1 and k.rule_set = $2 and ${duringYear('k.stopped')}`;
const counts = `count(*)::int as n, count(*) filter (where k.verdict = ${OVERDUE})::int as late`;
const decided = `count(*) filter (where c.case_verdict in (${MET}, ${OVERDUE}))::int as n,
  count(*) filter (where c.case_verdict = ${MET})::int as met`;

/** The dashboard's questions in plain SQL over cases and clocks, a row each, without pages and cube. */
export const RIVALS = {
  stock: `
    with running as (
      select case_id, bool_or(deadline <= ${AS_OF}) as overdue, bool_or(risk_at <= ${AS_OF}) as risk
      from clock where origin = $1 and rule_set = $2 and stopped is null group by case_id)
    select count(*)::int as total, count(*) filter (where overdue)::int as overdue,
           count(*) filter (where risk and overdue is not true)::int as "atRisk"
    from case_fact left join running using (case_id)
    where origin = $1 and (ended is null or ended > ${AS_OF})`,
  kinds: `
    select case when f.class like 'hv-%' then 'hv' when f.class like 'lv-%' then 'lv' else 'other' end as "group", ${decided}
    from ${ended} group by 1 order by 1`,
  months: `
    select to_char(f.ended at time zone 'Asia/Shanghai', 'YYYY-MM') as month, f.class like 'hv-%' as hv, ${decided}
    from ${ended} and (f.class like 'hv-%' or f.class like 'lv-%') group by 1, 2 order by 1, 2`,
  stages: `select s.code as stage, ${counts} from ${stopped} and s.assessed group by 1 order by 1`,
  stage: `select ${counts} from ${stopped} and s.code = 'plan'`,
  stageUnits: `
    select u.code as unit, ${counts}
    from (select k.*, f.unit from clock k join case_fact f using (origin, case_id)) k
    join stage s on s.origin = k.origin and s.stage = k.stage
    join unit_above a on a.origin = k.origin and a.unit = k.unit
    join unit u on u.origin = a.origin and u.unit = a.above and u.parent = 0
    where k.origin = $1 and k.rule_set = $2 and s.code = 'plan' and ${duringYear('k.stopped')}
    group by 1 order by 1`,
  branches: `
    select u.code as unit, ${decided}
    from (select f.unit, c.case_verdict from ${ended} and f.class = 'lv-resident') c
    join unit_above a on a.origin = $1 and a.unit = c.unit
    join unit u on u.origin = a.origin and u.unit = a.above and u.parent = 0
    group by 1 order by 1`,
  callbacks: `
    select to_char(coalesce(b.made, b.due) at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
           count(*) filter (where b.answered and b.grade is distinct from ${NO_OPINION})::int as n,
           count(*) filter (where b.answered and b.grade <= ${SATISFIED})::int as satisfied
    from callback b join case_fact f using (origin, case_key)
    where b.origin = $1 and $2::int is not null and ${duringYear('coalesce(b.made, b.due)')} group by 1 order by 1`,
  cases: `
    select k.case_key as key, count(*) over ()::int as total
    from (select k.*, f.opened from clock k join case_fact f using (origin, case_id)) k
    join stage s on s.origin = k.origin and s.stage = k.stage
    where k.origin = $1 and k.rule_set = $2 and s.code = 'plan' and k.verdict = ${OVERDUE} and ${duringYear('k.stopped')}
    order by k.opened desc, k.case_key limit 50`,
};
