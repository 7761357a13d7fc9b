import type { Instant } from '../../../sql/vocabulary.ts';
import type { AttributeSet } from './attributes.ts';
import type { Delivery, Kind } from './slots.ts';

/** The identity of a step that has no id of its own: a text for every event would be the costliest part of a case. */
export const BY_ARRIVAL = Symbol('by arrival');

/** One event of a case as a file delivered it, with what its row says of the case. */
export type EventFact = Delivery & {
  step: string;
  arrived: Instant | null;
  started: Instant | null;
  finished: Instant | null;
  operator: string | null;
  department: string | null;
  /** The row names a unit for this event; its code is the attributes' unit. */
  hasUnit: boolean;
  sequence: string | null;
  /** The source's event id or key columns; null: the content is the identity, BY_ARRIVAL: step and arrival are. */
  identity: string | symbol | null;
  attributes: AttributeSet;
  file: number;
  line: number;
  /** Records of the file this event was made of: 2 for a paired start and complete. */
  records: number;
};

/** The instant an event stands at: finished, else started, else arrived. */
export function instantOf(event: {
  arrived: Instant | null;
  started: Instant | null;
  finished: Instant | null;
}): Instant {
  return event.finished ?? event.started ?? event.arrived ?? 0;
}

/** Its first stamp: arrived, else started, else finished. */
export function startOf(event: {
  arrived: Instant | null;
  started: Instant | null;
  finished: Instant | null;
}): Instant {
  return event.arrived ?? event.started ?? event.finished ?? 0;
}

const unitOf = (event: EventFact): string | null => (event.hasUnit ? event.attributes.attributes.unit : null);

/** What BY_ARRIVAL stands for; null where the arrival is missing. */
export function byArrival({ step, arrived }: { step: string; arrived: Instant | null }): string | null {
  return arrived === null ? null : `${step}/${arrived}`;
}

export function identityOf(event: EventFact): string {
  if (typeof event.identity === 'symbol') return `id ${byArrival(event)}`;
  if (event.identity !== null) return `id ${event.identity}`;
  const { step, arrived, started, finished, operator, department, sequence } = event;
  return `${arrived} ${started} ${finished} ${JSON.stringify([step, operator, department, unitOf(event), sequence])}`;
}

export const eventKind: Kind<EventFact> = {
  same: (a, b) =>
    a.attributes === b.attributes &&
    a.finished === b.finished &&
    a.started === b.started &&
    a.arrived === b.arrived &&
    a.step === b.step &&
    a.operator === b.operator &&
    a.department === b.department &&
    a.hasUnit === b.hasUnit &&
    a.sequence === b.sequence,
  values(event) {
    const { step, arrived, started, finished, operator, department, sequence } = event;
    const values = [step, arrived, started, finished, operator, department, unitOf(event), sequence];
    const fullness = values.reduce<number>((n, value) => (value === null ? n : n + 1), event.attributes.fullness);
    return { text: JSON.stringify(values) + event.attributes.text, fullness };
  },
};

/** Numbers by value, other words by code; a missing sequence comes first. */
function bySequence(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference) && difference !== 0) return difference;
  return a < b ? -1 : 1;
}

type Placed = Pick<EventFact, 'arrived' | 'started' | 'finished' | 'sequence' | 'file' | 'line'>;

/** Order in a case (design §5): by instant, then the sequence column, then the line in the file. */
export function inOrder(a: Placed, b: Placed): number {
  return instantOf(a) - instantOf(b) || bySequence(a.sequence, b.sequence) || a.file - b.file || a.line - b.line;
}
