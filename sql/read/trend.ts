import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { kindOf, type Kind } from '../read-ground/group.ts';
import { monthPlus, monthsFrom, type Month } from '../read-ground/month.ts';
import { overdueAtStart, stockOf } from '../read-ground/stock.ts';
import type { Scope } from '../scope.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

const MONTHS = 24;

/** Up to 24 months to the period's end, from the first month of the log on: rates, and overdue open cases at each month's end. */
export async function trend(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const to = g.basis.to;
  const first = [monthPlus(to, 1 - MONTHS), g.firstMonth ?? to].sort()[1]!;
  const months = monthsFrom(first < to ? first : to, to);
  const reported = g.reading === 'reported';
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [CUBE.case], from: months[0]!, to, reported });
  const ended = months.filter((m) => m < g.dataMonth || !g.basis.partial);
  const overdue = await overdueAtStart(
    db,
    g,
    ended.map((m) => monthPlus(m, 1)),
  );
  const now_ = ended.length < months.length ? (await stockOf(db, { ...g, stage: null })).overdue : 0;
  const share = (month: Month, kind: Kind) => {
    const groups = new Map([...g.groups].filter(([, group]) => kindOf(group.class) === kind));
    const t = tally(
      rows.filter((r) => r.month === month),
      groups,
    );
    return { n: decided(t), met: t.met };
  };
  return {
    basis: inReading(g),
    months: months.map((month) => ({
      month,
      partial: !ended.includes(month),
      hv: share(month, 'hv'),
      lv: share(month, 'lv'),
      other: share(month, 'other'),
      openOverdue: overdue.get(monthPlus(month, 1)) ?? now_,
    })),
  };
}
