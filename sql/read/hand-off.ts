import type { Db } from '../database.ts';
import { partyNames } from '../parties.ts';
import { NOBODY } from '../flow.ts';
import { countAt, entry, flowPending, visitFlow } from '../read-ground/flow.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** What came back belongs to no stage: null where one is chosen. */
type Pair = { from: number; to: number; days: number[]; back: number | null; pingPong: number | null };

/** Hand-overs between departments in the period; `days` are counts by working days from arrival to acceptance. */
export async function handOff(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { from, to } = g.basis;
  const pairs = new Map<string, Pair>();
  const none = g.stage === null ? 0 : null;
  const takers = new Map<number, { wait: number[]; work: number[] }>();
  await visitFlow(db, g, { units: [g.unit.unit], kinds: ['wait', 'work', 'back', 'ping-pong'], from, to }, (c) => {
    if (g.stage !== null && ((c.kind !== 'wait' && c.kind !== 'work') || c.c !== g.stage.stage)) return;
    if (c.kind !== 'work') {
      const pair = entry(pairs, `${c.a} ${c.b}`, () => ({ from: c.a, to: c.b, days: [], back: none, pingPong: none }));
      if (c.kind === 'wait') countAt(pair.days, c.days, c.n);
      else pair[c.kind === 'back' ? 'back' : 'pingPong']! += c.n;
    }
    if (c.kind === 'wait' || c.kind === 'work')
      countAt(entry(takers, c.b, () => ({ wait: [], work: [] }))[c.kind], c.days, c.n);
  });
  const found = [...pairs.values()];
  const names = await partyNames(
    db,
    g.origin,
    found.flatMap((pair) => [pair.from, pair.to]),
  );
  const name = (party: number) => (party === NOBODY ? '' : (names.get(party) ?? ''));
  return {
    basis: g.basis,
    pending: await flowPending(db, g.origin),
    pairs: found.map((pair) => ({ ...pair, from: name(pair.from), to: name(pair.to) })),
    departments: [...takers].map(([party, days]) => ({ department: name(party), ...days })),
  };
}
