import type { Db } from '../database.ts';
import { SIGNS } from '../flow.ts';
import { entry, flowPending, visitFlow } from '../read-ground/flow.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { monthsFrom, type Month } from '../read-ground/month.ts';
import { topUnit } from '../read-ground/origin.ts';
import { lowestUnits } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Archived cases of a unit in a month; in the order of SIGNS how many show each sign; how many were suspended. */
export type Signed = { n: number; signs: number[]; paused: number };

/** Signs in the records of every lowest unit the reader may see, by month; `asked`: it lies under the chosen unit. */
export async function reliability(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const { from, to } = g.basis;
  const peers = await lowestUnits(db, { ...g, unit: await topUnit(db, scope, g.origin) });
  const asked = new Set((await lowestUnits(db, g)).map((u) => u.unit));
  const found = new Map<number, Map<Month, Signed>>();
  const units = peers.map((u) => u.unit);
  await visitFlow(db, g, { units, kinds: ['case', 'signs', 'paused'], from, to }, (c) => {
    const months = entry(found, c.unit, () => new Map<Month, Signed>());
    const sum = entry(months, c.month, none);
    if (c.kind === 'case') sum.n += c.n;
    else if (c.kind === 'paused') sum.paused += c.n;
    else SIGNS.forEach((_, place) => c.a & (1 << place) && (sum.signs[place]! += c.n));
  });
  const months = monthsFrom(from, to);
  return {
    basis: g.basis,
    pending: await flowPending(db, g.origin),
    months,
    units: peers.map(({ unit, code, name }) => ({
      unit: code,
      unitName: name,
      asked: asked.has(unit),
      months: months.map((month) => found.get(unit)?.get(month) ?? none()),
    })),
  };
}

const none = (): Signed => ({ n: 0, signs: SIGNS.map(() => 0), paused: 0 });
