import type { Db } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import {
  lastCaseId,
  storedCases,
  storedCasesAfter,
  writeCases,
  type CaseRecord,
  type StoredCase,
} from '../../sql/write/cases.ts';
import { differs, knowledgeOf, recordOf, type Shelves } from './case-record.ts';
import type { FileRows } from './file-rows.ts';
import { deriveCase, type CaseRules } from './merge/derive.ts';
import { mergeCase, UNKNOWN, type CaseDelivery, type CaseKnowledge } from './merge/merge-case.ts';
import type { Tally } from './merge/tally.ts';

/** Cases read, merged and written together. */
const BATCH = 2000;

export type CaseWork = Shelves & {
  origin: number;
  file: number;
  /** The version a changed case gets. */
  version: number;
  rules: CaseRules;
  /** Dates a case that has no stamp at all. */
  seen: Instant;
  /** Numbers that cases had which were taken out to be derived anew. */
  ids?: ReadonlyMap<string, number>;
};

type Outcome = {
  /** Cases whose facts changed. */
  changed: number[];
  /** Latest last event among the written cases, and the latest one among what they replaced. */
  lastEvent: Instant | null;
  replacedLast: Instant | null;
};

/** Merges a file's cases into the origin's facts, batch by batch, and writes those that differ. */
export async function importCases(trx: Db, rows: FileRows, work: CaseWork, tally: Tally): Promise<Outcome> {
  const outcome: Outcome = { changed: [], lastEvent: null, replacedLast: null };
  const deliveryOf = rows.deliveries(work.file);
  const last = await lastCaseId(trx, work.origin);
  const empty = last === 0;
  let nextId = [...(work.ids?.values() ?? [])].reduce((most, id) => Math.max(most, id), last) + 1;
  for (let at = 0; at < rows.caseKeys.length; at += BATCH) {
    const keys = rows.caseKeys.slice(at, at + BATCH);
    const stored = new Map<string, StoredCase>();
    if (!empty) for (const row of await storedCases(trx, work.origin, keys)) stored.set(row.case_key, row);
    const batch = new Batch(work, outcome);
    keys.forEach((key, i) => {
      const before = stored.get(key);
      const place = before ?? { case_key: key, case_id: work.ids?.get(key) ?? nextId++ };
      batch.add(place, before, deliveryOf(at + i), tally);
    });
    await batch.write(trx);
  }
  return outcome;
}

/** Derives stored cases anew, all of them or those of some units, and writes those that differ. */
export async function rederiveCases(trx: Db, work: CaseWork, units?: readonly number[]): Promise<Outcome> {
  const outcome: Outcome = { changed: [], lastEvent: null, replacedLast: null };
  for (let after = 0; ;) {
    const stored = await storedCasesAfter(trx, work.origin, after, BATCH, units);
    if (stored.length === 0) return outcome;
    const batch = new Batch(work, outcome);
    for (const row of stored) batch.rederive(row);
    await batch.write(trx);
    after = stored.at(-1)!.case_id;
  }
}

class Batch {
  readonly #work: CaseWork;
  readonly #outcome: Outcome;
  readonly #records: CaseRecord[] = [];
  readonly #replaced: number[] = [];

  constructor(work: CaseWork, outcome: Outcome) {
    this.#work = work;
    this.#outcome = outcome;
  }

  add(
    place: { case_key: string; case_id: number },
    stored: StoredCase | undefined,
    delivery: CaseDelivery,
    tally: Tally,
  ): void {
    const known = stored ? knowledgeOf(stored, this.#work) : UNKNOWN;
    const merged = mergeCase(known, delivery, tally);
    if (merged.dirty) this.#put(place, stored, merged.knowledge, true);
  }

  rederive(stored: StoredCase): void {
    this.#put(stored, stored, knowledgeOf(stored, this.#work), false);
  }

  async write(trx: Db): Promise<void> {
    if (this.#records.length > 0) await writeCases(trx, this.#work.origin, this.#replaced, this.#records);
  }

  /** `dirty`: there is something to store even where no fact changed. */
  #put(
    place: { case_key: string; case_id: number },
    stored: StoredCase | undefined,
    known: CaseKnowledge,
    dirty: boolean,
  ): void {
    const { origin, rules, seen, version } = this.#work;
    const derived = deriveCase(known, rules, stored?.opened ?? seen);
    const record = recordOf({ origin, caseId: place.case_id, caseKey: place.case_key }, known, derived, this.#work);
    const changed = stored === undefined || differs(record, stored);
    if (!changed && !dirty) return;
    this.#records.push({ ...record, version: changed ? version : stored.version });
    if (changed) this.#outcome.changed.push(place.case_id);
    if (stored) {
      this.#replaced.push(stored.case_id);
      this.#outcome.replacedLast = Math.max(this.#outcome.replacedLast ?? -Infinity, stored.last_at);
    }
    this.#outcome.lastEvent = Math.max(this.#outcome.lastEvent ?? -Infinity, derived.lastAt);
  }
}
