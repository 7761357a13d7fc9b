import type { HeldLogs } from '../../sql/read/case-log.ts';
import { CASE_STATES, type CaseLog, type Pause, type StepEvent } from '../../sql/vocabulary.ts';
import type { CaseRecord } from '../../sql/write/cases.ts';
import type { EventRows } from './event-rows.ts';
import type { Dictionary } from './dictionary.ts';
import type { AttributeSet } from './merge/attributes.ts';
import type { OrderedEvent } from './merge/derive.ts';
import type { EventFact } from './merge/event-fact.ts';
import type { UnitTree } from './units/tree.ts';

const NO_PAUSES: Pause[] = [];

type Header = Omit<CaseLog, 'events' | 'pauses'>;
type Desk = { events: EventRows; dictionary: Dictionary; units: UnitTree; file: number };

/**
 * The logs of the cases an import found new: the order of their rows in the file's columns, from which each is made when
 * it is judged, so that what was just written need not be read back.
 */
export class FreshLogs implements HeldLogs {
  readonly first: number;
  readonly keys: string[] = [];
  readonly #desk: Desk;
  readonly #cases: { header: Header; rows: Int32Array }[] = [];
  /** Every new case so far is its file's rows and nothing else: no milestones, no delivery overruled by another. */
  complete = true;

  constructor(first: number, desk: Desk) {
    this.first = first;
    this.#desk = desk;
  }

  /** `rows` are those of `delivered`; they are put into the case's order. */
  add(record: CaseRecord, ordered: readonly OrderedEvent[], delivered: readonly EventFact[], rows: Int32Array): void {
    this.complete &&= ordered.length === delivered.length && reorder(rows, ordered, delivered);
    if (!this.complete) return;
    this.keys.push(record.case_key!);
    this.#cases.push({ header: this.#headerOf(record), rows });
  }

  *logs(pauses: ReadonlyMap<string, Pause[]>): Generator<CaseLog> {
    const { events, dictionary, units, file } = this.#desk;
    const homes = new Map<AttributeSet, number>();
    const numbers = {
      step: (name: string) => dictionary.step(name),
      unit: (set: AttributeSet) => {
        let home = homes.get(set);
        if (home === undefined) homes.set(set, (home = units.home(set.attributes.unit).unit));
        return home;
      },
    };
    for (const { header, rows } of this.#cases) {
      const steps = new Array<StepEvent>(rows.length);
      for (let i = 0; i < rows.length; i++) steps[i] = events.stepEvent(rows[i]!, file, numbers);
      yield { ...header, events: steps, pauses: pauses.get(header.caseKey) ?? NO_PAUSES };
    }
  }

  #headerOf(record: CaseRecord): Header {
    return {
      caseId: record.case_id!,
      caseKey: record.case_key!,
      unit: record.unit!,
      class: record.class!,
      business: record.business!,
      state: CASE_STATES[record.state!]!,
      opened: record.opened!,
      ended: record.ended,
      deadline: record.deadline,
      flags: record.flags!,
      voltage: record.voltage,
      capacity: record.capacity,
      capacityUnit: record.capacity_unit as Header['capacityUnit'],
      supplies: record.supplies,
      customers: record.customers,
      industry: record.industry,
      manager: this.#desk.dictionary.partyName(record.manager),
      marks: record.marks!,
      marksKnown: record.marks_known!,
    };
  }
}

/** Puts row numbers into the order of the events made of them; false where some event is not one of them. */
function reorder(rows: Int32Array, ordered: readonly OrderedEvent[], delivered: readonly EventFact[]): boolean {
  if (ordered.every((event, i) => event === delivered[i])) return true;
  const places = ordered.map((event) => delivered.indexOf(event as EventFact));
  if (places.includes(-1)) return false;
  rows.set(places.map((place) => rows[place]!));
  return true;
}
