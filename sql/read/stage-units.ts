import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { runningByUnit } from '../read-ground/running.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** One stage by the units one level below the chosen one. */
export async function stageUnits(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stage = chosenStage(g);
  const units = await unitsBelow(db, g);
  const { from, to } = g.basis;
  const reported = g.reading === 'reported';
  const rows = await cubeRows(db, g, { units: units.map((u) => u.unit), stages: [stage.stage], from, to, reported });
  const overdue = await runningByUnit(db, g, stage.stage, units);
  return {
    basis: inReading(g),
    stage: stage.code,
    rows: units.map((u) => {
      const t = tally(
        rows.filter((r) => r.unit === u.unit),
        g.groups,
      );
      return {
        unit: u.code,
        unitName: u.name,
        n: t.n,
        decided: decided(t),
        late: t.late,
        days: t.days,
        openOverdue: overdue.get(u.unit) ?? 0,
      };
    }),
  };
}
