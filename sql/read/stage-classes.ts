import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { runningClockRows } from '../read-ground/running.ts';
import { chosenStage } from '../read-ground/stage.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** One stage by customer class. */
export async function stageClasses(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stage = chosenStage(g);
  const { from, to } = g.basis;
  const reported = g.reading === 'reported';
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [stage.stage], from, to, reported });
  const open = await sql<{ grp: number; overdue: number }>`
    select c.grp, count(*)::int as overdue
    from ${runningClockRows(g)} and k.stage = ${stage.stage} and k.deadline <= ${instant(g.asOf)} group by 1`.execute(
    db,
  );
  const classes = [...new Set([...g.groups.values()].map((group) => group.class))].sort();
  const counted = classes.map((of) => {
    const groups = new Map([...g.groups].filter(([, group]) => group.class === of));
    const t = tally(rows, groups);
    const overdue = open.rows.reduce((sum, row) => sum + (groups.has(row.grp) ? row.overdue : 0), 0);
    return { class: of, n: t.n, decided: decided(t), late: t.late, days: t.days, openOverdue: overdue };
  });
  return {
    basis: inReading(g),
    dataDay: g.dataDay,
    stage: stage.code,
    rows: counted.filter((row) => row.n > 0 || row.openOverdue > 0),
  };
}
