import {
  CASE_STATES,
  FLAGS,
  MARKS,
  type CapacityUnit,
  type CaseState,
  type Instant,
  type Mark,
} from '../../../sql/vocabulary.ts';
import { dayOf, startOfDay } from '../../clock/day.ts';
import type { CaseAttributes } from '../row.ts';
import { NO_ATTRIBUTES, overlay, type AttributeSet } from './attributes.ts';
import { inOrder, instantOf, startOf, type EventFact } from './event-fact.ts';
import type { CaseKnowledge } from './merge-case.ts';

/** How the source says that a case is over (design §5, *Open*); the first it gives counts. `zone`: that of its days. */
export type CaseRules = { state: boolean; end: boolean; endActivities: readonly string[]; zone: string };

const MINUTE = 60_000_000;

/** A milestone of the case list stands among the events without being one of them. */
export type OrderedEvent = Omit<EventFact, 'attributes'> & { attributes: AttributeSet | null };

/** What a case is, once all its files agree: everything a case row holds but the numbers of its dictionary words. */
export type DerivedCase = {
  unit: string | null;
  class: string;
  business: string;
  channel: string;
  dims: Readonly<Record<string, string | null>>;
  state: number;
  opened: Instant;
  ended: Instant | null;
  deadline: Instant | null;
  voltage: number | null;
  capacity: number | null;
  capacityUnit: CapacityUnit | null;
  supplies: number | null;
  customers: number | null;
  industry: string | null;
  manager: string | null;
  designer: string | null;
  builder: string | null;
  supplier: string | null;
  marks: number;
  marksKnown: number;
  firstStart: Instant;
  lastEnd: Instant;
  firstAt: Instant;
  lastAt: Instant;
  currentStep: string | null;
  department: string | null;
  flags: number;
  events: readonly OrderedEvent[];
};

/** `seen` dates a case of which nothing else does: a list row without any stamp, until its steps arrive. */
export function deriveCase(known: CaseKnowledge, rules: CaseRules, seen: Instant): DerivedCase {
  const events = orderedEvents(known);
  const first = events.find((event) => event.attributes !== null)?.attributes?.attributes ?? NO_ATTRIBUTES;
  const said = known.list === null ? first : overlay(first, known.list.attributes.attributes);
  const fallback = said.opened ?? said.ended ?? said.deadline ?? known.list?.dataTime ?? seen;
  const firstStart = earliest(events, startOf) ?? fallback;
  const opened = said.opened ?? firstStart;
  const saidEnd = said.ended === null ? null : settled(said.ended, opened, events, rules.zone);
  const lastEnd = latest(events, instantOf) ?? saidEnd ?? fallback;
  const { state, ended } = outcome(said.state, saidEnd, events, lastEnd, rules);
  const negative = events.some(isNegative);
  const current = ended === null ? currentOf(events) : undefined;
  return {
    unit: said.unit,
    class: said.class ?? '',
    business: said.business ?? '',
    channel: said.channel ?? '',
    dims: said.dims,
    state: CASE_STATES.indexOf(state),
    opened,
    ended,
    deadline: said.deadline,
    voltage: said.voltage,
    capacity: said.capacity,
    capacityUnit: said.capacityUnit,
    supplies: said.supplies,
    customers: said.customers,
    industry: said.industry,
    manager: said.manager,
    designer: said.designer,
    builder: said.builder,
    supplier: said.supplier,
    ...marksOf(said),
    firstStart,
    lastEnd,
    firstAt: events.length > 0 ? instantOf(events[0]!) : fallback,
    lastAt: events.length > 0 ? instantOf(events.at(-1)!) : fallback,
    currentStep: current?.step ?? null,
    department: current?.department ?? null,
    flags:
      ((ended !== null && ended < opened) || negative ? FLAGS.endBeforeStart : 0) | (negative ? FLAGS.negativeStep : 0),
    events,
  };
}

function orderedEvents(known: CaseKnowledge): OrderedEvent[] {
  const events: OrderedEvent[] = [...known.events];
  const list = known.list;
  for (const { step, at } of list?.milestones ?? []) {
    events.push({
      step,
      arrived: null,
      started: null,
      finished: at,
      operator: null,
      department: null,
      hasUnit: false,
      sequence: null,
      identity: null,
      dataTime: list!.dataTime,
      attributes: null,
      file: list!.file,
      line: list!.line,
      records: 0,
    });
  }
  return events.sort(inOrder);
}

function outcome(
  saidState: CaseAttributes['state'],
  saidEnd: Instant | null,
  events: readonly OrderedEvent[],
  lastEnd: Instant,
  rules: CaseRules,
): { state: CaseState; ended: Instant | null } {
  if (saidState !== null) {
    return { state: saidState, ended: saidState === 'open' ? null : (saidEnd ?? lastEnd) };
  }
  if (rules.state || rules.end || saidEnd !== null) {
    return saidEnd === null ? { state: 'open', ended: null } : { state: 'archived', ended: saidEnd };
  }
  if (rules.endActivities.length > 0) {
    const end = events.findLast((event) => rules.endActivities.includes(event.step));
    return end ? { state: 'archived', ended: instantOf(end) } : { state: 'open', ended: null };
  }
  return { state: 'archived', ended: lastEnd };
}

/**
 * An end of which only the day is known, kept as the day's last moment: it had come to pass with the latest thing known of the
 * case on that day, else as the day began. So a file of that very day does not say that it is still to come.
 */
function settled(ended: Instant, opened: Instant, events: readonly OrderedEvent[], zone: string): Instant {
  if ((ended + 1) % MINUTE !== 0) return ended;
  const day = dayOf(ended, zone);
  if (ended + 1 !== startOfDay(day + 1, zone)) return ended;
  const known = [opened, ...events.flatMap(({ arrived, started, finished }) => [arrived, started, finished])];
  const latest = known.reduce<Instant>((most, at) => (at !== null && at <= ended && at > most ? at : most), -Infinity);
  return Math.max(latest, startOfDay(day, zone));
}

const SAID_AS: Record<Mark, 'threeZero' | 'greenChannel' | 'important' | 'externalLine'> = {
  'three-zero': 'threeZero',
  'green-channel': 'greenChannel',
  important: 'important',
  'external-line': 'externalLine',
};

function marksOf(said: CaseAttributes): { marks: number; marksKnown: number } {
  let marks = 0;
  let marksKnown = 0;
  MARKS.forEach((mark, bit) => {
    const value = said[SAID_AS[mark]];
    if (value !== null) marksKnown |= 1 << bit;
    if (value === true) marks |= 1 << bit;
  });
  return { marks, marksKnown };
}

const isNegative = ({ arrived, started, finished }: OrderedEvent): boolean =>
  finished !== null && ((started !== null && finished < started) || (arrived !== null && finished < arrived));

/** The step that waits to be finished, the latest if there are several; else the last one. */
function currentOf(events: readonly OrderedEvent[]): OrderedEvent | undefined {
  return events.findLast((event) => event.finished === null) ?? events.at(-1);
}

function earliest(events: readonly OrderedEvent[], of: (event: OrderedEvent) => Instant): Instant | null {
  return events.reduce<Instant | null>((least, event) => Math.min(least ?? Infinity, of(event)), null);
}

function latest(events: readonly OrderedEvent[], of: (event: OrderedEvent) => Instant): Instant | null {
  return events.reduce<Instant | null>((most, event) => Math.max(most ?? -Infinity, of(event)), null);
}
