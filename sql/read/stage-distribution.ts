import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { managerRows } from '../read-ground/manager-rows.ts';
import { runningByStage } from '../read-ground/running.ts';
import { chosenStage } from '../read-ground/stage.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** One stage: clocks stopped in the period per used day, and clocks running now. */
export async function stageDistribution(
  db: Db,
  scope: Scope,
  question: Question & { manager?: string | undefined },
  now: Instant,
) {
  const g = await groundOf(db, scope, question, now);
  const stage = chosenStage(g);
  const { from, to } = g.basis;
  const reported = g.reading === 'reported';
  const { manager } = question;
  const rows =
    manager === undefined
      ? await cubeRows(db, g, { units: [g.unit.unit], stages: [stage.stage], from, to, reported })
      : await managerRows(db, g, stage.stage, manager);
  const t = tally(rows, g.groups);
  const running = (await runningByStage(db, g, manager)).get(stage.stage);
  return {
    basis: { ...inReading(g), readFrom: manager === undefined ? ('cube' as const) : ('facts' as const) },
    dataDay: g.dataDay,
    stage: stage.code,
    stageName: stage.name,
    days: t.days,
    lateDays: t.lateDays,
    n: t.n,
    decided: decided(t),
    late: t.late,
    undecidable: t.undecidable,
    open: running?.open ?? 0,
    openOverdue: running?.overdue ?? 0,
  };
}
