import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { isDue } from '../read-ground/due.ts';
import { isStale } from '../read-ground/freshness.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { runningByStage } from '../read-ground/running.ts';
import { openSoonest, stockAtStart, stockOf, stockTotal } from '../read-ground/stock.ts';
import { keptOfWhole } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { status } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** Four pages of ten rows are the most a wall turns. */
const ROWS = 40;

const GROUPS = ['overdue', 'today', 'tomorrow', 'unverified'] as const;
type GroupName = (typeof GROUPS)[number];

type DutyRow = {
  caseKey: string;
  class: string;
  business: string;
  stage: string;
  stageName: string;
  /** Index into the rule set's rules of the clock with the earliest deadline. */
  rule: number;
  unitName: string;
  department: string | null;
  over: number | null;
  waiting: boolean;
  provisional: boolean;
};

/** What the duty wall shows: the stock, cases overdue, due today, tomorrow and unverified, and stages. */
export async function duty(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stock = await stockOf(db, g);
  const [previous = null] = await stockAtStart(db, g, [g.dataMonth]);
  const running = await runningByStage(db, g);
  const { rows: fresh } = await sql<{ stale: boolean }>`
    select ${keptPlan} ${isStale(now)} as stale from origin o where o.origin = ${g.origin}`.execute(db);
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    dataDay: g.dataDay,
    today: g.today,
    stale: fresh[0]!.stale,
    total: stockTotal(stock),
    overdue: stock.overdue,
    atRisk: stock['at-risk'],
    running: stock.running,
    paused: stock.paused,
    undecidable: stock.undecidable,
    previousMonth: previous && { total: previous.total, overdue: previous.overdue },
    groups: await groupsOf(db, g),
    stages: g.stages
      .filter((s) => s.assessed)
      .map((s) => {
        const clocks = running.get(s.stage);
        return { stage: s.code, name: s.name, open: clocks?.open ?? 0, overdue: clocks?.overdue ?? 0 };
      }),
  };
}

async function groupsOf(db: Db, g: Ground) {
  const { from, caseId } = openSoonest(g);
  const { rows } = await sql<DutyRow & { group: GroupName; count: number }>`
    ${keptOfWhole(g)} with due as (
      select ${caseId}, s.over, s.due,
             case when ${status} = 'overdue' then 'overdue' when ${isDue(g, 'today')} then 'today'
                  when ${isDue(g, 'tomorrow')} then 'tomorrow' when ${isDue(g, 'unverified')} then 'unverified' end as "group"
      from ${from}),
    listed as (
      select due.*, count(*) over (partition by "group")::int as count,
             row_number() over (partition by "group" order by case when "group" = 'overdue' then over end desc nulls last,
                                f.class like 'hv-%' desc, due, f.case_key) as place
      from due join case_fact f on f.origin = ${g.origin} and f.case_id = due.case_id where "group" is not null)
    select l.group, l.count, f.case_key as "caseKey", f.class, f.business, coalesce(t.code, '') as stage,
           coalesce(t.name, '') as "stageName", k.rule, u.name as "unitName", l.over, c.provisional,
           (select d.name from party d where d.origin = f.origin and d.party = f.department) as department,
           exists (select from unnest(f.step, f.arrived, f.started, f.finished) as e(step, arrived, started, finished)
                   where e.step = f.current_step and e.arrived is not null and e.started is null and e.finished is null
                  ) as waiting
    from listed l
    join case_fact f on f.origin = ${g.origin} and f.case_id = l.case_id
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    join unit u on u.origin = f.origin and u.unit = f.unit
    cross join lateral (
      select k.rule, k.stage from unnest(c.rule, c.stage, c.deadline, c.stopped) as k(rule, stage, deadline, stopped)
      where k.stopped is null and k.deadline = l.due order by k.stage desc limit 1) k
    left join step on step.origin = f.origin and step.step = f.current_step
    left join stage t on t.origin = f.origin and t.stage = case when k.stage >= 0 then k.stage else step.stage end
    where l.place <= ${ROWS} order by l.place`.execute(db);
  return GROUPS.map((group) => {
    const listed = rows.filter((row) => row.group === group);
    return {
      group,
      count: listed[0]?.count ?? 0,
      rows: listed.map(({ group: _group, count: _count, ...row }) => row),
    };
  });
}
