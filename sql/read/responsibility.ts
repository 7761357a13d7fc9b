import type { Db } from '../database.ts';
import { partyNames } from '../parties.ts';
import { FLOW_KINDS, NOBODY, PHASES } from '../flow.ts';
import { entry, flowPending, visitFlow } from '../read-ground/flow.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import type { Scope } from '../scope.ts';
import { OWNERS, type Instant } from '../vocabulary.ts';

/** Whose the working days of the period's archived cases were: sums of days by owner, and the utility's by department. */
export async function responsibility(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const { from, to } = g.basis;
  const owners = OWNERS.map(() => 0);
  const departments = new Map<number, { waiting: number; working: number }>();
  let cases = 0;
  await visitFlow(db, g, { units: [g.unit.unit], kinds: ['case', 'owner', 'department'], from, to }, (c) => {
    if (c.kind === 'case') cases += c.n;
    else if (c.kind === 'owner') owners[c.a]! += c.n * c.days;
    else entry(departments, c.a, () => ({ waiting: 0, working: 0 }))[PHASES[c.b]!] += c.n * c.days;
  });
  const names = await partyNames(db, g.origin, departments.keys());
  return {
    basis: g.basis,
    pending: await flowPending(db, g.origin),
    cases,
    accepted: await waitsKnown(db, g.origin),
    owners: OWNERS.map((owner, i) => ({ owner, days: owners[i]! })),
    departments: [...departments].map(([party, days]) => ({
      department: party === NOBODY ? '' : (names.get(party) ?? ''),
      ...days,
    })),
  };
}

/** Some step of the source says when it was accepted. */
async function waitsKnown(db: Db, origin: number): Promise<boolean> {
  const found = await db
    .selectFrom('flow_series')
    .select('series')
    .where('origin', '=', origin)
    .where('kind', '=', FLOW_KINDS.indexOf('wait'))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
