import type { Db } from '../database.ts';
import { partyNames } from '../parties.ts';
import { NOBODY } from '../flow.ts';
import { countAt, entry, flowPending, visitFlow } from '../read-ground/flow.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { kindOf, type Kind } from '../read-ground/group.ts';
import { monthPlus, monthsFrom, type Month } from '../read-ground/month.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

const MONTHS = 24;

/** Counts by working days, month by month. */
export type Monthly = number[][];
export type ShiftCell = {
  unit: string;
  unitName: string;
  kind: Kind;
  stage: string;
  stageName: string;
  department: string;
  wait: Monthly;
  work: Monthly;
};

/** Waits and work of every unit one level below, by kind of customer, stage and department, over up to 24 months. */
export async function shifts(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { to } = g.basis;
  const first = [monthPlus(to, 1 - MONTHS), g.firstMonth ?? to].sort()[1]!;
  const months = monthsFrom(first < to ? first : to, to);
  const place = new Map<Month, number>(months.map((month, i) => [month, i]));
  const units = await unitsBelow(db, g);
  const below = new Map(units.map((u) => [u.unit, u]));
  const stages = new Map(g.stages.map((s) => [s.stage, s]));
  const cells = new Map<
    string,
    { unit: number; kind: Kind; stage: number; party: number; wait: Monthly; work: Monthly }
  >();
  const ask = { units: [...below.keys()], kinds: ['wait', 'work'] as const, from: months[0]!, to };
  await visitFlow(db, g, ask, (c) => {
    if (c.b === NOBODY || (g.stage !== null && c.c !== g.stage.stage)) return;
    const kind = kindOf(g.groups.get(c.grp)!.class);
    const cell = entry(cells, `${c.unit} ${kind} ${c.c} ${c.b}`, () => ({
      ...{ unit: c.unit, kind, stage: c.c, party: c.b },
      wait: months.map(() => []),
      work: months.map(() => []),
    }));
    countAt(cell[c.kind === 'wait' ? 'wait' : 'work'][place.get(c.month)!]!, c.days, c.n);
  });
  const found = [...cells.values()];
  const names = await partyNames(
    db,
    g.origin,
    found.map((cell) => cell.party),
  );
  return {
    basis: g.basis,
    pending: await flowPending(db, g.origin),
    months,
    cells: found.map(({ unit, kind, stage, party, wait, work }): ShiftCell => ({
      unit: below.get(unit)!.code,
      unitName: below.get(unit)!.name,
      kind,
      stage: stages.get(stage)?.code ?? '',
      stageName: stages.get(stage)?.name ?? '',
      department: names.get(party) ?? '',
      wait,
      work,
    })),
  };
}
