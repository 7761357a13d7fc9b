import type { Instant } from '../../../../sql/vocabulary.ts';
import type { Profile, Table } from '../../profile.ts';
import type { CaseAttributes } from '../../row.ts';
import { Words } from '../../column.ts';
import type { StampRules } from '../../read/timestamp.ts';
import type { AddEvent, PlainTarget } from '../plain-target.ts';

/** Bytes of whole lines, from the first to before the last. */
export type Range = { from: number; to: number };

/** How the lines of a file are read. */
export type PartLayout = {
  path: string;
  table: Table;
  profile: Profile;
  columns: readonly string[];
  delimiter: string;
  stamps: StampRules;
};

/** A line that asks for a careful look, by its number within the part. */
export type OddLine = { line: number; text: string };

/** What a part holds: rows of numbers, twelve each, and what they number. Lines count from 0 at the part's beginning. */
export type Part = {
  keys: readonly string[];
  words: readonly string[];
  sets: readonly CaseAttributes[];
  rows: Float64Array;
  count: number;
  lines: number;
  odd: OddLine[];
  dataTime: Instant | null;
  midnights: number;
};

export const FIELDS = 12;
const FIRST_ROWS = 4_096;

/** Gathers a part's rows. */
export class PartTarget implements PlainTarget<CaseAttributes> {
  readonly keys = new Words();
  readonly sets: CaseAttributes[] = [];
  dataTime: Instant | null = null;
  #rows = new Float64Array(FIRST_ROWS * FIELDS);
  #at = 0;
  readonly events: { words: Words; setNumber(attributes: CaseAttributes): number; add: AddEvent } = {
    words: new Words(),
    setNumber: (attributes) => this.sets.push(attributes) - 1,
    add: (key, step, operator, department, sequence, set, line, hasUnit, arrived, started, finished, dataTime) => {
      const at = this.#room();
      const rows = this.#rows;
      rows[at] = key;
      rows[at + 1] = step;
      rows[at + 2] = operator;
      rows[at + 3] = department;
      rows[at + 4] = sequence;
      rows[at + 5] = set;
      rows[at + 6] = line;
      rows[at + 7] = hasUnit ? 1 : 0;
      rows[at + 8] = arrived;
      rows[at + 9] = started;
      rows[at + 10] = finished;
      rows[at + 11] = dataTime;
    },
  };

  seen(dataTime: Instant): void {
    if (dataTime > (this.dataTime ?? -Infinity)) this.dataTime = dataTime;
  }

  get rows(): Float64Array {
    return this.#rows.slice(0, this.#at);
  }

  get count(): number {
    return this.#at / FIELDS;
  }

  /** Where the next row begins; twice the space where there was none left. */
  #room(): number {
    if (this.#at === this.#rows.length) {
      const wider = new Float64Array(this.#rows.length * 2);
      wider.set(this.#rows);
      this.#rows = wider;
    }
    const at = this.#at;
    this.#at = at + FIELDS;
    return at;
  }
}
