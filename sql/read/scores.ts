import type { Db } from '../database.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { targetsOf } from '../read-ground/targets.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** The chosen unit and those right below it that have targets with points; none where no customer gave a formula. */
export async function scores(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const formula = (await settingsFor(db, g)).score;
  const units = [g.unit, ...(await unitsBelow(db, g))];
  const codes = units.map(({ code }) => code);
  const targets = formula === null ? [] : await targetsOf(db, g, codes);
  return {
    basis: { ...inReading(g), readFrom: 'facts' as const },
    formula,
    units: units.flatMap(({ code, name }) => {
      const own = targets.flatMap(({ unit, measure, part, points }) =>
        unit === code && points !== null ? [{ measure, part, points }] : [],
      );
      return own.length === 0 ? [] : [{ unit: code, unitName: name, targets: own }];
    }),
  };
}
