import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { isDue } from '../read-ground/due.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { openSoonest } from '../read-ground/stock.ts';
import { keptOfWhole } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { status } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

type Counts = { dueToday: number; dueTomorrow: number; overdue: number; longestOver: number | null };

/** 今日必办: open cases by unit and department in charge, by their earliest deadline; longest overdue first. */
export async function dueList(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { from, caseId } = openSoonest(g);
  const found = await sql<Counts & { unit: string; unitName: string; department: string; unverified: number }>`
    ${keptOfWhole(g)} select u.code as unit, u.name as "unitName", coalesce(d.name, '') as department,
           count(*) filter (where o.today)::int as "dueToday", count(*) filter (where o.tomorrow)::int as "dueTomorrow",
           count(*) filter (where o.overdue)::int as overdue, max(o.over) filter (where o.overdue) as "longestOver",
           count(*) filter (where o.unverified)::int as unverified
    from (select ${caseId}, s.over, ${status} = 'overdue' as overdue, ${isDue(g, 'today')} as today,
                 ${isDue(g, 'tomorrow')} as tomorrow, ${isDue(g, 'unverified')} as unverified
          from ${from}) o
    join case_fact f on f.origin = ${g.origin} and f.case_id = o.case_id
    join unit u on u.origin = f.origin and u.unit = f.unit
    left join party d on d.origin = f.origin and d.party = f.department
    where o.today or o.tomorrow or o.unverified or o.overdue
    group by u.ord, u.unit, u.code, u.name, d.name
    order by max(o.over) filter (where o.overdue) desc nulls last, 4 desc, 5 desc, u.ord, u.unit, 3`.execute(db);
  const sum = (name: 'dueToday' | 'dueTomorrow' | 'overdue' | 'unverified') =>
    found.rows.reduce((n, row) => n + row[name], 0);
  const longest = found.rows.reduce<number | null>(
    (most, { longestOver: over }) => (over !== null && (most === null || over > most) ? over : most),
    null,
  );
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    today: g.today,
    rows: found.rows
      .filter((row) => row.dueToday + row.dueTomorrow + row.overdue > 0)
      .map(({ unverified: _, ...row }) => row),
    total: {
      dueToday: sum('dueToday'),
      dueTomorrow: sum('dueTomorrow'),
      overdue: sum('overdue'),
      longestOver: longest,
    },
    dueUnverified: sum('unverified'),
  };
}
