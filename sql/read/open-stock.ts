import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { flowDays } from '../read-ground/flow-days.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { monthPlus } from '../read-ground/month.ts';
import { isMissing, missingDays } from '../read-ground/missing.ts';
import {
  flowOf,
  lateOf,
  fromClocks,
  openAtStart,
  openCases,
  openClocks,
  stockAtStart,
  stockOf,
  stockTotal,
} from '../read-ground/stock.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** Days up to the data day whose flow is told. */
const WINDOW_DAYS = 45;

/** 在途: open cases by status, the oldest of them, the flow of the period and the stock a month and a year before. */
export async function openStock(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stock = await stockOf(db, g);
  const { from, to } = g.basis;
  const opening = (await openAtStart(db, g, [from])).get(from)!;
  const flow = await flowOf(db, g, from, to);
  const [yearBefore, monthBefore] = await stockAtStart(db, g, [monthPlus(g.dataMonth, -11), g.dataMonth]);
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
    previousMonth: monthBefore ?? null,
    previousYear: yearBefore ?? null,
    dataDay: g.dataDay,
    days: await flowDays(db, g, WINDOW_DAYS),
  };
}

/** Open cases that are listed as 去向不明, and after how many days they are. */
async function missingOf(db: Db, g: Ground) {
  const missing = isMissing(instant(g.asOf));
  const listed =
    g.stage === null ? sql`case_fact f where ${missing} and ${within(g)}` : sql`${openCases(g)} and ${missing}`;
  const { rows } = await sql<{ n: number; afterDays: number }>`
    select ${keptPlan} (select count(*)::int from ${listed}) as n, ${missingDays} as "afterDays"
    from origin o where o.origin = ${g.origin}`.execute(db);
  return rows[0]!;
}

type Ground = Awaited<ReturnType<typeof groundOf>>;

/** The open case accepted first, with calendar days since. */
async function oldestOf(db: Db, g: Ground) {
  const first = fromClocks(g)
    ? sql`select c.case_id from ${openClocks(g)} order by c.opened, c.case_id limit 1`
    : sql`select f.case_id from ${openCases(g)} order by f.opened, f.case_id limit 1`;
  const { rows } = await sql<{ caseKey: string; days: number; unitName: string; class: string }>`
    select ${keptPlan} f.case_key as "caseKey", f.class, u.name as "unitName",
           (${g.dataDay}::date - (f.opened at time zone ${g.zone})::date)::int as days
    from case_fact f join unit u on u.origin = f.origin and u.unit = f.unit
    where f.origin = ${g.origin} and f.case_id = (${first})`.execute(db);
  return rows[0] ?? null;
}
