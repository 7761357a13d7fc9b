import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { exempted, exemptedOf, without } from '../read-ground/exempted.ts';
import { asRead, groundOf, type Question } from '../read-ground/ground.ts';
import { runningByStage } from '../read-ground/running.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Every assessed stage in process order: clocks stopped in the period per used day, and clocks running now. */
export async function stageStrip(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const assessed = g.stages.filter((s) => s.assessed);
  const { from, to } = g.basis;
  const reported = g.reading === 'reported';
  const stages = assessed.map((s) => s.stage);
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages, from, to, reported });
  const out = reported ? [] : await exempted(db, g);
  const running = await runningByStage(db, g);
  return {
    basis: asRead(g),
    dataDay: g.dataDay,
    stages: assessed.map((s) => {
      const all = tally(
        rows.filter((r) => r.stage === s.stage),
        g.groups,
      );
      const removed = exemptedOf(out, { unit: g.unit.unit, stage: s.stage, from, to, groups: g.groups });
      const t = g.exempted === 'out' ? without(all, removed) : all;
      const now = running.get(s.stage);
      return {
        stage: s.code,
        name: s.name,
        days: t.days,
        n: t.n,
        decided: decided(t),
        late: t.late,
        exempted: removed.length,
        open: now?.open ?? 0,
        openOverdue: now?.overdue ?? 0,
      };
    }),
  };
}
