import type { Instant, StepEvent } from '../../sql/vocabulary.ts';
import { integers, Stamps, Words } from './column.ts';
import type { AttributeSet, AttributeSets } from './merge/attributes.ts';
import { BY_ARRIVAL, byArrival, type EventFact } from './merge/event-fact.ts';
import type { CaseAttributes, EventRow } from './row.ts';

const HAS_UNIT = 1;
/** Stands for BY_ARRIVAL among the numbers of words. */
const ARRIVAL = -2;

/** A file's events in columns: about 30 bytes each, words held once, until their case is merged. */
export class EventRows {
  readonly #keys: Words;
  readonly words = new Words();
  readonly #sets: AttributeSets;
  readonly #setList: AttributeSet[] = [];
  readonly #setNumbers = new Map<AttributeSet, number>();
  readonly #case = integers();
  readonly #step = integers();
  readonly #operator = integers();
  readonly #department = integers();
  readonly #sequence = integers();
  readonly #identity = integers();
  readonly #set = integers();
  readonly #line = integers();
  readonly #marks = integers();
  readonly #arrived = new Stamps();
  readonly #started = new Stamps();
  readonly #finished = new Stamps();
  readonly #dataTime = new Stamps();
  /** Some event has two stamps: its stay does not run to the next event. */
  manyStamps = false;

  constructor(keys: Words, sets: AttributeSets) {
    this.#keys = keys;
    this.#sets = sets;
  }

  get length(): number {
    return this.#case.length;
  }

  push(row: EventRow): void {
    this.add(
      this.#keys.number(row.caseKey),
      this.words.number(row.step),
      this.words.number(row.operator),
      this.words.number(row.department),
      this.words.number(row.sequence),
      this.setNumber(row.attributes),
      row.line,
      row.unit !== null,
      row.arrived ?? NaN,
      row.started ?? NaN,
      row.finished ?? NaN,
      row.dataTime ?? NaN,
      row.identity === byArrival(row) ? ARRIVAL : this.words.number(row.identity),
      row.records ?? 1,
    );
  }

  /** Numbers are those of `keys`, `words` and `setNumber`, -1 for a missing word; a missing instant is NaN. */
  add(
    key: number,
    step: number,
    operator: number,
    department: number,
    sequence: number,
    set: number,
    line: number,
    hasUnit: boolean,
    arrived: number,
    started: number,
    finished: number,
    dataTime: number,
    identity = ARRIVAL,
    records = 1,
  ): void {
    this.#case.push(key);
    this.#step.push(step);
    this.#operator.push(operator);
    this.#department.push(department);
    this.#sequence.push(sequence);
    this.#identity.push(identity);
    this.#set.push(set);
    this.#line.push(line);
    this.#marks.push(records * 2 + (hasUnit ? HAS_UNIT : 0));
    this.#arrived.push(arrived);
    this.#started.push(started);
    this.#finished.push(finished);
    this.#dataTime.push(dataTime);
    // Of a missing stamp (NaN) nothing is equal to itself.
    this.manyStamps ||= Number(arrived === arrived) + Number(started === started) + Number(finished === finished) > 1;
  }

  /** The number under which a set of attributes is kept. */
  setNumber(attributes: CaseAttributes): number {
    const set = this.#sets.of(attributes);
    let number = this.#setNumbers.get(set);
    if (number === undefined) {
      number = this.#setList.push(set) - 1;
      this.#setNumbers.set(set, number);
    }
    return number;
  }

  /** Row numbers by case number, in the file's order (a counting sort); each a view the caller may reorder. */
  byCase(cases: number): (number: number) => Int32Array {
    const start = new Int32Array(cases + 1);
    for (let i = 0; i < this.length; i++) start[this.#case.at(i) + 1]!++;
    for (let c = 0; c < cases; c++) start[c + 1]! += start[c]!;
    const next = start.slice();
    const rows = new Int32Array(this.length);
    for (let i = 0; i < this.length; i++) rows[next[this.#case.at(i)]!++] = i;
    return (number) => rows.subarray(start[number], start[number + 1]);
  }

  fact(index: number, file: number): EventFact {
    const marks = this.#marks.at(index);
    return {
      step: this.words.word(this.#step.at(index))!,
      arrived: instant(this.#arrived.at(index)),
      started: instant(this.#started.at(index)),
      finished: instant(this.#finished.at(index)),
      operator: this.words.word(this.#operator.at(index)),
      department: this.words.word(this.#department.at(index)),
      hasUnit: (marks & HAS_UNIT) !== 0,
      sequence: this.words.word(this.#sequence.at(index)),
      identity: this.#identityAt(index),
      dataTime: instant(this.#dataTime.at(index)),
      attributes: this.#setList[this.#set.at(index)]!,
      file,
      line: this.#line.at(index),
      records: marks >> 1,
    };
  }

  /** An event as a case's log has it; `numbers` knows those of steps and of the units that sets name. */
  stepEvent(
    index: number,
    file: number,
    numbers: { step(name: string): number; unit(set: AttributeSet): number },
  ): StepEvent {
    const arrived = instant(this.#arrived.at(index));
    const started = instant(this.#started.at(index));
    const finished = instant(this.#finished.at(index));
    const hasUnit = (this.#marks.at(index) & HAS_UNIT) !== 0;
    return {
      step: numbers.step(this.words.word(this.#step.at(index))!),
      at: finished ?? started ?? arrived!,
      arrived,
      started,
      finished,
      operator: this.words.word(this.#operator.at(index)),
      department: this.words.word(this.#department.at(index)),
      unit: hasUnit ? numbers.unit(this.#setList[this.#set.at(index)]!) : null,
      file,
      line: this.#line.at(index),
    };
  }

  #identityAt(index: number): EventFact['identity'] {
    const identity = this.#identity.at(index);
    if (identity !== ARRIVAL) return this.words.word(identity);
    return Number.isNaN(this.#arrived.at(index)) ? null : BY_ARRIVAL;
  }
}

const instant = (value: number): Instant | null => (Number.isNaN(value) ? null : value);
