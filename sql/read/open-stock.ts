import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { monthPlus } from '../read-ground/month.ts';
import { isMissing, missingDays } from '../read-ground/missing.ts';
import {
  flowOf,
  lateOf,
  oldestOpen,
  openAtStart,
  openCases,
  stockAtStart,
  stockOf,
  stockTotal,
} from '../read-ground/stock.ts';
import { day } from '../read-ground/time.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** Days before the data time within which `days` counts what was applied for and ended. */
const WINDOW_DAYS = 45;

/** 在途: open cases by status, the oldest of them, the flow of the period and the stock a month and a year before. */
export async function openStock(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stock = await stockOf(db, g);
  const opening = await openAtStart(db, g, g.basis.from);
  const flow = await flowOf(db, g, g.basis.from, g.basis.to);
  return {
    basis: g.basis,
    total: stockTotal(stock),
    overdue: stock.overdue,
    atRisk: stock['at-risk'],
    running: stock.running,
    paused: stock.paused,
    undecidable: stock.undecidable,
    late: await lateOf(db, g),
    missing: await missingOf(db, g),
    oldest: await oldestOf(db, g),
    flow: { opening, ...flow, closing: opening + flow.applied - flow.archived - flow.aborted },
    previousMonth: await stockAtStart(db, g, g.dataMonth),
    previousYear: await stockAtStart(db, g, monthPlus(g.dataMonth, -11)),
    dataDay: g.dataDay,
    days: await daysOf(db, g),
  };
}

/** Open cases that are listed as 去向不明, and after how many days they are. */
async function missingOf(db: Db, g: Ground) {
  const { rows } = await sql<{ n: number; afterDays: number }>`
    select (select count(*)::int from ${openCases(g)} and ${isMissing(instant(g.asOf))}) as n, ${missingDays} as "afterDays"
    from origin o where o.origin = ${g.origin}`.execute(db);
  return rows[0]!;
}

type Ground = Awaited<ReturnType<typeof groundOf>>;

/** The open case accepted first, with calendar days since. */
async function oldestOf(db: Db, g: Ground) {
  const { rows } = await sql<{ caseKey: string; days: number; unitName: string; class: string }>`
    select f.case_key as "caseKey", f.class, u.name as "unitName",
           (${g.dataDay}::date - (f.opened at time zone ${g.zone})::date)::int as days
    from case_fact f join unit u on u.origin = f.origin and u.unit = f.unit
    where f.origin = ${g.origin} and f.case_id = ${await oldestOpen(db, g)}`.execute(db);
  return rows[0] ?? null;
}

/** Cases applied for and ended on each of the last days that have any. */
async function daysOf(db: Db, g: Ground) {
  const since = sql`${instant(g.asOf)} - make_interval(days => ${WINDOW_DAYS})`;
  const last = sql`(${instant(g.asOf)} at time zone ${g.zone})::date`;
  // A day is told once for all its cases: to tell it of each takes longer than to find them.
  const { rows } = await sql<{ day: string; applied: number; ended: number }>`
    with begin as (
      select array(select (${last} - back)::timestamp at time zone ${g.zone} from generate_series(${WINDOW_DAYS + 1}::int, 0, -1) as back) as days)
    select ${day(sql`b.days[e.place]`, g.zone)} as day, sum(n) filter (where not over)::int as applied,
           sum(n) filter (where over)::int as ended
    from begin b cross join lateral (
      select width_bucket(f.opened, b.days) as place, false as over, count(*) as n from case_fact f
      where ${within(g)} and f.opened >= ${since} and f.opened <= ${instant(g.asOf)} group by 1
      union all
      select width_bucket(f.ended, b.days), true, count(*) from case_fact f
      where ${within(g)} and f.ended >= ${since} and f.ended <= ${instant(g.asOf)} group by 1) e
    group by 1 order by 1`.execute(db);
  return rows.map((row) => ({ ...row, applied: row.applied ?? 0, ended: row.ended ?? 0 }));
}
