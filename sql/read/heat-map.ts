import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Clocks stopped in the period by unit one level below and assessed stage. */
export async function heatMap(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const stages = g.stages.filter((s) => s.assessed);
  const units = await unitsBelow(db, g);
  const { from, to } = g.basis;
  const rows = await cubeRows(db, g, {
    units: units.map((u) => u.unit),
    stages: stages.map((s) => s.stage),
    ...{ from, to, reported: g.reading === 'reported' },
  });
  const parts = new Map<string, { hist: Uint8Array }[]>();
  for (const row of rows) {
    const key = `${row.unit} ${row.stage}`;
    parts.set(key, [...(parts.get(key) ?? []), row]);
  }
  return {
    basis: inReading(g),
    minimum: (await settingsFor(db, g)).cellMinimum,
    stages: stages.map(({ code, name }) => ({ stage: code, name })),
    units: units.map(({ unit, code, name, hasBelow }) => ({
      unit: code,
      unitName: name,
      hasBelow,
      cells: stages.map(({ stage }) => {
        const t = tally(parts.get(`${unit} ${stage}`) ?? [], g.groups);
        return { n: t.n, decided: decided(t), late: t.late };
      }),
    })),
  };
}
