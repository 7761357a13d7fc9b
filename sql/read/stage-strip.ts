import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { runningByStage } from '../read-ground/running.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Every assessed stage in process order: clocks stopped in the period per used day, and clocks running now. */
export async function stageStrip(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const assessed = g.stages.filter((s) => s.assessed);
  const { from, to } = g.basis;
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: assessed.map((s) => s.stage), from, to });
  const running = await runningByStage(db, g);
  return {
    basis: g.basis,
    dataDay: g.dataDay,
    stages: assessed.map((s) => {
      const t = tally(
        rows.filter((r) => r.stage === s.stage),
        g.groups,
      );
      const now = running.get(s.stage);
      return {
        stage: s.code,
        name: s.name,
        days: t.days,
        n: t.n,
        decided: decided(t),
        late: t.late,
        open: now?.open ?? 0,
        openOverdue: now?.overdue ?? 0,
      };
    }),
  };
}
