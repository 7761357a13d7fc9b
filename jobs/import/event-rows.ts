import type { Instant } from '../../sql/vocabulary.ts';
import { integers, stamps, Words } from './column.ts';
import type { AttributeSet, AttributeSets } from './merge/attributes.ts';
import type { EventFact } from './merge/event-fact.ts';
import type { EventRow } from './row.ts';

const HAS_UNIT = 1;

/** A file's events in columns: about 80 bytes each, words held once, until their case is merged. */
export class EventRows {
  readonly #keys: Words;
  readonly #words = new Words();
  readonly #sets: AttributeSets;
  readonly #setList: AttributeSet[] = [];
  readonly #setNumbers = new Map<AttributeSet, number>();
  readonly #case = integers();
  readonly #step = integers();
  readonly #operator = integers();
  readonly #department = integers();
  readonly #sequence = integers();
  readonly #identity: (string | null)[] = [];
  readonly #set = integers();
  readonly #line = integers();
  readonly #marks = integers();
  readonly #arrived = stamps();
  readonly #started = stamps();
  readonly #finished = stamps();
  readonly #dataTime = stamps();
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
    const set = this.#sets.of(row.attributes);
    let number = this.#setNumbers.get(set);
    if (number === undefined) {
      number = this.#setList.push(set) - 1;
      this.#setNumbers.set(set, number);
    }
    this.#case.push(this.#keys.number(row.caseKey));
    this.#step.push(this.#words.number(row.step));
    this.#operator.push(this.#words.number(row.operator));
    this.#department.push(this.#words.number(row.department));
    this.#sequence.push(this.#words.number(row.sequence));
    this.#identity.push(row.identity);
    this.#set.push(number);
    this.#line.push(row.line);
    this.#marks.push((row.records ?? 1) * 2 + (row.unit === null ? 0 : HAS_UNIT));
    this.#arrived.push(row.arrived ?? NaN);
    this.#started.push(row.started ?? NaN);
    this.#finished.push(row.finished ?? NaN);
    this.#dataTime.push(row.dataTime ?? NaN);
    this.manyStamps ||= Number(row.arrived !== null) + Number(row.started !== null) + Number(row.finished !== null) > 1;
  }

  /** Row numbers by case number, in the file's order: a counting sort. */
  byCase(cases: number): (number: number) => Iterable<number> {
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
      step: this.#words.word(this.#step.at(index))!,
      arrived: instant(this.#arrived.at(index)),
      started: instant(this.#started.at(index)),
      finished: instant(this.#finished.at(index)),
      operator: this.#words.word(this.#operator.at(index)),
      department: this.#words.word(this.#department.at(index)),
      hasUnit: (marks & HAS_UNIT) !== 0,
      sequence: this.#words.word(this.#sequence.at(index)),
      identity: this.#identity[index]!,
      dataTime: instant(this.#dataTime.at(index)),
      attributes: this.#setList[this.#set.at(index)]!,
      file,
      line: this.#line.at(index),
      records: marks >> 1,
    };
  }
}

const instant = (value: number): Instant | null => (Number.isNaN(value) ? null : value);
