import type { Db } from '../database.ts';
import { cubeRows, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Clocks of one stage by used days, of every class, in the chosen unit and those one level below it. */
export async function deadlineHugging(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const stage = chosenStage(g);
  const units = [{ ...g.unit, whole: true }, ...(await unitsBelow(db, g)).map((unit) => ({ ...unit, whole: false }))];
  const { from, to } = g.basis;
  const reported = g.reading === 'reported';
  const rows = await cubeRows(db, g, { units: units.map((u) => u.unit), stages: [stage.stage], from, to, reported });
  const classes = [...new Set([...g.groups.values()].map((group) => group.class))].sort();
  return {
    basis: inReading(g),
    dataDay: g.dataDay,
    stage: stage.code,
    rows: units.flatMap(({ unit, code, name, whole }) =>
      classes.map((of) => {
        const groups = new Map([...g.groups].filter(([, group]) => group.class === of));
        const { days, lateDays, n } = tally(
          rows.filter((row) => row.unit === unit),
          groups,
        );
        return { unit: code, unitName: name, whole, class: of, n, days, lateDays };
      }),
    ),
  };
}
