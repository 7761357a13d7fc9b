import { FLAGS, type Instant } from '../../sql/vocabulary.ts';
import type { CaseRecord, StoredCase } from '../../sql/write/cases.ts';
import type { Snapshots } from '../../sql/write/snapshots.ts';
import type { Dictionary } from './dictionary.ts';
import type { AttributeSet, AttributeSets } from './merge/attributes.ts';
import type { DerivedCase } from './merge/derive.ts';
import { BY_ARRIVAL, byArrival, type EventFact } from './merge/event-fact.ts';
import type { CaseKnowledge } from './merge/merge-case.ts';
import type { CaseAttributes } from './row.ts';
import type { UnitTree } from './units/tree.ts';

/** What a case row keeps beside its columns, so that a later file can be merged with it; short words, most left out. */
type Evidence = {
  /** Distinct attribute sets of the events' rows. */
  sets?: Partial<CaseAttributes>[];
  /** The set of each event, -1 for a milestone; left out where all have the first. */
  set?: number[];
  /** Identities the source gave, by event; `arrived` where step and arrival are every event's, or its content is. */
  ids?: (string | null)[] | 'arrived';
  /** Data times of the events' rows. */
  times?: (Instant | null)[];
  list?: {
    attributes: Partial<CaseAttributes>;
    milestones: [step: string, at: Instant][];
    dataTime: Instant | null;
    file: number;
    line: number;
  };
};

export type Shelves = {
  dictionary: Dictionary;
  units: UnitTree;
  sets: AttributeSets;
  snapshots: Snapshots;
};

/** The words behind the numbers of a case row. */
type Names = Pick<Dictionary, 'stepName' | 'partyName'>;

/** What a stored case row knows. */
export function knowledgeOf(
  row: StoredCase,
  { dictionary, sets }: { dictionary: Names; sets: AttributeSets },
): CaseKnowledge {
  const evidence = row.evidence as Evidence;
  const known = (evidence.sets ?? []).map((held) => sets.parse(held));
  const events: EventFact[] = [];
  row.step.forEach((step, i) => {
    const attributes = known[evidence.set?.[i] ?? 0];
    if (attributes === undefined) return;
    events.push({
      step: dictionary.stepName(step),
      arrived: row.arrived[i]!,
      started: row.started[i]!,
      finished: row.finished[i]!,
      operator: dictionary.partyName(row.operator[i]!),
      department: dictionary.partyName(row.departments[i]!),
      hasUnit: row.event_unit[i] !== null,
      sequence: row.sequence?.[i] ?? null,
      identity: identityAt(evidence, row.step, row.arrived, i, dictionary),
      dataTime: evidence.times?.[i] ?? null,
      attributes,
      file: row.file[i]!,
      line: row.line[i]!,
      records: 1,
    });
  });
  const list = evidence.list;
  return {
    events,
    list: list
      ? {
          attributes: sets.parse(list.attributes),
          milestones: list.milestones.map(([step, at]) => ({ step, at })),
          dataTime: list.dataTime,
          file: list.file,
          line: list.line,
        }
      : null,
  };
}

function identityAt(
  { ids }: Evidence,
  steps: readonly number[],
  arrived: readonly (Instant | null)[],
  i: number,
  dictionary: Names,
): EventFact['identity'] {
  const at = arrived[i]!;
  if (ids === undefined) return null;
  if (ids === 'arrived') return at === null ? null : BY_ARRIVAL;
  const id = ids[i] ?? null;
  return id !== null && id === byArrival({ step: dictionary.stepName(steps[i]!), arrived: at }) ? BY_ARRIVAL : id;
}

/** What most cases say: all rows of one set, each known by its arrival. */
const plainEvidence = new WeakMap<AttributeSet, Evidence>();

function evidenceOf(known: CaseKnowledge, derived: DerivedCase): Evidence {
  const set = derived.events[0]?.attributes ?? null;
  const plain = (event: DerivedCase['events'][number]) =>
    event.attributes === set && event.identity === BY_ARRIVAL && event.arrived !== null && event.dataTime === null;
  if (set === null || known.list !== null || !derived.events.every(plain)) return fullEvidence(known, derived);
  let evidence = plainEvidence.get(set);
  if (evidence === undefined) plainEvidence.set(set, (evidence = fullEvidence(known, derived)));
  return evidence;
}

function fullEvidence(known: CaseKnowledge, { events }: DerivedCase): Evidence {
  const numbers = new Map<AttributeSet, number>();
  const set = events.map(({ attributes }) => {
    if (attributes === null) return -1;
    const number = numbers.get(attributes) ?? numbers.size;
    numbers.set(attributes, number);
    return number;
  });
  const evidence: Evidence = {};
  if (numbers.size > 0) evidence.sets = [...numbers.keys()].map(held);
  if (set.some((number) => number !== 0)) evidence.set = set;
  if (events.some((event) => event.identity !== null)) evidence.ids = idsOf(events);
  if (events.some((event) => event.dataTime !== null)) evidence.times = events.map((event) => event.dataTime);
  if (known.list) {
    const { attributes, milestones, dataTime, file, line } = known.list;
    const dated = milestones.map(({ step, at }): [string, Instant] => [step, at]);
    evidence.list = { attributes: held(attributes), milestones: dated, dataTime, file, line };
  }
  return evidence;
}

/** Milestones have no identity and no arrival; an event without an arrival cannot be known by it. */
function idsOf(events: DerivedCase['events']): Evidence['ids'] {
  const plain = events.every(({ identity, arrived }) => identity === (arrived === null ? null : BY_ARRIVAL));
  if (plain) return 'arrived';
  return events.map((event) => (typeof event.identity === 'symbol' ? byArrival(event) : event.identity));
}

const held = (set: AttributeSet): Partial<CaseAttributes> => {
  let parsed = parsedSets.get(set);
  if (parsed === undefined) parsedSets.set(set, (parsed = JSON.parse(set.text) as Partial<CaseAttributes>));
  return parsed;
};
const parsedSets = new WeakMap<AttributeSet, Partial<CaseAttributes>>();

/** The row of a case; numbers its new words on the way. */
export function recordOf(
  place: { origin: number; caseId: number; caseKey: string },
  known: CaseKnowledge,
  derived: DerivedCase,
  { dictionary, units, snapshots }: Shelves,
  version: number,
): CaseRecord {
  const home = units.home(derived.unit);
  const { events } = derived;
  const listed = known.list?.dataTime ?? null;
  const refused = snapshots.refused.get(place.caseKey) ?? null;
  const seen =
    listed === null && refused === null ? derived.opened : Math.max(listed ?? -Infinity, refused ?? -Infinity);
  const lacking = derived.ended === null ? snapshots.times.find((at) => at > seen) : undefined;
  return {
    origin: place.origin,
    case_id: place.caseId,
    case_key: place.caseKey,
    unit: home.unit,
    class: derived.class,
    business: derived.business,
    channel: derived.channel,
    dims: derived.dims,
    state: derived.state,
    opened: derived.opened,
    ended: derived.ended,
    deadline: derived.deadline,
    first_start: derived.firstStart,
    last_end: derived.lastEnd,
    first_at: derived.firstAt,
    last_at: derived.lastAt,
    current_step: derived.currentStep === null ? null : dictionary.step(derived.currentStep),
    department: dictionary.party(derived.department),
    flags: derived.flags | (home.known ? 0 : FLAGS.unknownUnit),
    voltage: derived.voltage,
    capacity: derived.capacity,
    capacity_unit: derived.capacityUnit,
    supplies: derived.supplies,
    customers: derived.customers,
    industry: derived.industry,
    manager: dictionary.party(derived.manager),
    marks: derived.marks,
    marks_known: derived.marksKnown,
    step: events.map((event) => dictionary.step(event.step)),
    arrived: events.map((event) => event.arrived),
    started: events.map((event) => event.started),
    finished: events.map((event) => event.finished),
    operator: events.map((event) => dictionary.party(event.operator)),
    departments: events.map((event) => dictionary.party(event.department)),
    event_unit: events.map((event) => (event.hasUnit ? units.home(event.attributes!.attributes.unit).unit : null)),
    sequence: events.some((event) => event.sequence !== null) ? events.map((event) => event.sequence) : null,
    file: events.map((event) => event.file),
    line: events.map((event) => event.line),
    evidence: evidenceOf(known, derived),
    version,
    listed,
    missing_since: lacking ?? null,
    designer: dictionary.firm(derived.designer),
    builder: dictionary.firm(derived.builder),
    supplier: dictionary.firm(derived.supplier),
  };
}

const VISIBLE = [
  'unit',
  'class',
  'business',
  'channel',
  'dims',
  'state',
  'opened',
  'ended',
  'deadline',
  'first_start',
  'last_end',
  'flags',
  'voltage',
  'capacity',
  'capacity_unit',
  'supplies',
  'customers',
  'industry',
  'manager',
  'marks',
  'marks_known',
  'step',
  'arrived',
  'started',
  'finished',
  'operator',
  'departments',
  'event_unit',
  'missing_since',
  'designer',
  'builder',
  'supplier',
] as const satisfies (keyof StoredCase)[];

/** Whether anything a reader sees differs; provenance and evidence alone are no change of the facts. */
export function differs(record: CaseRecord, stored: StoredCase): boolean {
  return VISIBLE.some((name) =>
    name === 'dims'
      ? ordered(record.dims) !== ordered(stored.dims)
      : JSON.stringify(record[name]) !== JSON.stringify(stored[name]),
  );
}

const ordered = (dims: unknown): string => JSON.stringify(Object.entries(dims as object).sort());
