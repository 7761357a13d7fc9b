import type { Db } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import {
  knownKeys,
  lastCaseId,
  storedCases,
  storedCasesAfter,
  writeCases,
  writeNewCases,
  type CaseRecord,
  type StoredCase,
} from '../../sql/write/cases.ts';
import { differs, knowledgeOf, recordOf, type Shelves } from './case-record.ts';
import type { FileRows } from './file-rows.ts';
import { FreshLogs } from './fresh-logs.ts';
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
  /** Latest event or end among the written cases, and the latest one among what they replaced. */
  lastEvent: Instant | null;
  replacedLast: Instant | null;
};

const nothingDone = (): Outcome => ({ changed: [], lastEvent: null, replacedLast: null });

/** Cases of a page: what is held in memory for them is let go before the next. */
export const PAGE = 2 ** 16;

/** What a page of a file's cases did. `logs`: those of its new cases, unless they hold more than the file's rows. */
export type CasePage = Outcome & { logs: FreshLogs | null; last: boolean };

/**
 * Merges a file's cases into the origin's facts, page by page: new ones are written in one go, those that are known read,
 * merged and written batch by batch where they differ. There is always one page.
 */
export async function* importCases(
  trx: Db,
  rows: FileRows,
  work: CaseWork,
  tally: Tally,
  size = PAGE,
): AsyncGenerator<CasePage> {
  const deliveryOf = rows.deliveries(work.file);
  const many = rows.caseKeys.length;
  for (let from = 0, to = 0; to < many || from === 0; from = to) {
    to = Math.min(from + size, many);
    const page = { from, keys: rows.caseKeys.slice(from, to), events: rows.events, deliveryOf };
    yield { ...(await importPage(trx, page, work, tally)), last: to === many };
    if (many === 0) return;
  }
}

type PageRows = {
  /** The place of the first key among all of the file. */
  from: number;
  keys: readonly string[];
  events: FileRows['events'];
  deliveryOf: ReturnType<FileRows['deliveries']>;
};

async function importPage(
  trx: Db,
  page: PageRows,
  work: CaseWork,
  tally: Tally,
): Promise<Outcome & { logs: FreshLogs | null }> {
  const { keys, deliveryOf } = page;
  const outcome = nothingDone();
  const last = await lastCaseId(trx, work.origin);
  const known = last === 0 ? new Set<string>() : await knownKeys(trx, work.origin, keys);
  const first = [...(work.ids?.values() ?? [])].reduce((most, id) => Math.max(most, id), last) + 1;
  const logs = new FreshLogs(first, { ...work, events: page.events });
  if (known.size < keys.length) {
    await writeNewCases(trx, newCases(page, known, { work, outcome, tally, first, logs }));
  }

  const places = keys.flatMap((key, place) => (known.has(key) ? [place] : []));
  for (let at = 0; at < places.length; at += BATCH) {
    const some = places.slice(at, at + BATCH);
    const batchKeys = some.map((place) => keys[place]!);
    const stored = new Map((await storedCases(trx, work.origin, batchKeys)).map((row) => [row.case_key, row]));
    const batch = new Batch(work, outcome);
    some.forEach((place, i) => batch.merge(stored.get(batchKeys[i]!)!, deliveryOf(page.from + place), tally));
    await batch.write(trx);
  }
  return { ...outcome, logs: work.ids === undefined && logs.complete ? logs : null };
}

type NewCases = {
  work: CaseWork;
  outcome: Outcome;
  tally: Tally;
  /** The first number to give to a case that had none. */
  first: number;
  logs: FreshLogs;
};

/** The records of the cases that are not known, made as they are written. */
function* newCases(
  { from, keys, deliveryOf }: PageRows,
  known: ReadonlySet<string>,
  { work, outcome, tally, first, logs }: NewCases,
): Generator<CaseRecord> {
  let next = first;
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place]!;
    if (known.has(key)) continue;
    const delivery = deliveryOf(from + place);
    const { knowledge, dirty } = mergeCase(UNKNOWN, delivery, tally);
    if (!dirty) continue;
    const caseId = work.ids?.get(key) ?? next++;
    const derived = deriveCase(knowledge, work.rules, work.seen);
    const record = recordOf({ origin: work.origin, caseId, caseKey: key }, knowledge, derived, work, work.version);
    outcome.changed.push(caseId);
    outcome.lastEvent = Math.max(outcome.lastEvent ?? -Infinity, lastOf(derived.lastAt, derived.ended));
    logs.add(record, derived.events, delivery.events, delivery.rows);
    yield record;
  }
}

/** The last thing that is known to have happened to a case. */
const lastOf = (event: Instant, ended: Instant | null): Instant => Math.max(event, ended ?? -Infinity);

/** Derives stored cases anew, all of them or those of some units, and writes those that differ. */
export async function rederiveCases(trx: Db, work: CaseWork, units?: readonly number[]): Promise<Outcome> {
  const outcome = nothingDone();
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

  merge(stored: StoredCase, delivery: CaseDelivery, tally: Tally): void {
    const merged = mergeCase(knowledgeOf(stored, this.#work), delivery, tally);
    if (merged.dirty) this.#put(stored, merged.knowledge, true);
  }

  rederive(stored: StoredCase): void {
    this.#put(stored, knowledgeOf(stored, this.#work), false);
  }

  async write(trx: Db): Promise<void> {
    if (this.#records.length > 0) await writeCases(trx, this.#work.origin, this.#replaced, this.#records);
  }

  /** `dirty`: there is something to store even where no fact changed. */
  #put(stored: StoredCase, known: CaseKnowledge, dirty: boolean): void {
    const { origin, rules, version } = this.#work;
    const derived = deriveCase(known, rules, stored.opened);
    const place = { origin, caseId: stored.case_id, caseKey: stored.case_key };
    const record = recordOf(place, known, derived, this.#work, version);
    const changed = differs(record, stored);
    if (!changed && !dirty) return;
    this.#records.push(changed ? record : { ...record, version: stored.version });
    if (changed) this.#outcome.changed.push(stored.case_id);
    this.#replaced.push(stored.case_id);
    this.#outcome.replacedLast = Math.max(
      this.#outcome.replacedLast ?? -Infinity,
      lastOf(stored.last_at, stored.ended),
    );
    this.#outcome.lastEvent = Math.max(this.#outcome.lastEvent ?? -Infinity, lastOf(derived.lastAt, derived.ended));
  }
}
