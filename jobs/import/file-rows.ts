import type { DayNumber, Instant } from '../../sql/vocabulary.ts';
import { lastDayBefore } from '../clock/day.ts';
import { Words } from './column.ts';
import { EventRows } from './event-rows.ts';
import { AttributeSets } from './merge/attributes.ts';
import type { ListFact } from './merge/case-list.ts';
import type { EventFact } from './merge/event-fact.ts';
import type { CaseDelivery } from './merge/merge-case.ts';
import type {
  CallbackRow,
  CaseRow,
  ComplaintRow,
  CustomerRow,
  Refusal,
  ReturnRow,
  Row,
  Sink,
  SuspensionRow,
  UnitRow,
} from './row.ts';

/** Data times that differ in nearly every row are no data dates. */
const MOST_DATA_TIMES = 4000;

const NO_LISTS: readonly ListFact[] = [];

/** What a file says of cases beside their steps. */
export type Notes = {
  readonly suspensions: SuspensionRow[];
  readonly callbacks: CallbackRow[];
  readonly returns: ReturnRow[];
  readonly complaints: ComplaintRow[];
  readonly customers: CustomerRow[];
};

/** All rows of one file, held until its transaction begins; a Sink. */
export class FileRows implements Sink, Notes {
  readonly sets = new AttributeSets();
  readonly #keys = new Words();
  readonly events = new EventRows(this.#keys, this.sets);
  readonly #lists = new Map<number, CaseRow[]>();
  readonly plain = { keys: this.#keys, events: this.events, seen: (at: Instant) => this.#seen(at) };
  readonly suspensions: SuspensionRow[] = [];
  readonly callbacks: CallbackRow[] = [];
  readonly returns: ReturnRow[] = [];
  readonly complaints: ComplaintRow[] = [];
  readonly customers: CustomerRow[] = [];
  readonly units: UnitRow[] = [];
  readonly refusals: Refusal[] = [];
  /** Data times of the in-flight snapshots the file holds a part of. */
  readonly snapshots = new Set<Instant>();
  /** Those of rows that say nothing else. */
  readonly listings: Instant[] = [];
  readonly #dataTimes = new Set<Instant>();
  blanks = 0;
  totals = 0;
  /** The latest data time of the file's rows. */
  dataTime: Instant | null = null;
  readonly progress: (rows: number, share: number) => void;

  constructor(progress: (rows: number, share: number) => void) {
    this.progress = progress;
  }

  row(row: Row): void {
    if (row.kind !== 'unit' && row.dataTime !== null) this.#seen(row.dataTime);
    switch (row.kind) {
      case 'event':
        return this.events.push(row);
      case 'case': {
        if (row.inFlight && row.dataTime !== null) this.snapshots.add(row.dataTime);
        const number = this.#keys.number(row.caseKey);
        const rows = this.#lists.get(number);
        if (rows) rows.push(row);
        else this.#lists.set(number, [row]);
        return;
      }
      case 'suspension':
        this.suspensions.push(row);
        return;
      case 'callback':
        this.callbacks.push(row);
        return;
      case 'return':
        this.returns.push(row);
        return;
      case 'complaint':
        this.complaints.push(row);
        return;
      case 'customer':
        this.customers.push(row);
        return;
      case 'snapshot':
        this.snapshots.add(row.dataTime);
        this.listings.push(row.dataTime);
        return;
      case 'unit':
        this.units.push(row);
    }
  }

  /** The days its rows are of, by their data times; none where these are too many. */
  days(zone: string): Set<DayNumber> {
    const times = this.#dataTimes.size > MOST_DATA_TIMES ? [] : this.#dataTimes;
    return new Set(Array.from(times, (at) => lastDayBefore(at, zone)));
  }

  #seen(dataTime: Instant): void {
    if (this.#dataTimes.size <= MOST_DATA_TIMES) this.#dataTimes.add(dataTime);
    if (dataTime > (this.dataTime ?? -Infinity)) this.dataTime = dataTime;
  }

  refuse(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  blank(): void {
    this.blanks++;
  }

  total(): void {
    this.totals++;
  }

  /** Codes of the units its rows of cases name. */
  get unitCodes(): string[] {
    const codes = new Set(this.sets.units);
    for (const rows of this.#lists.values())
      for (const { attributes } of rows) if (attributes.unit !== null) codes.add(attributes.unit);
    return [...codes].sort();
  }

  /** Keys of the cases with events or a list row, in the order they first occur. */
  get caseKeys(): readonly string[] {
    return this.#keys.all;
  }

  /** What the file says of each case, by its place in `caseKeys`; `rows` are the numbers of its events. */
  deliveries(file: number): (place: number) => CaseDelivery & { rows: Int32Array } {
    const rowsOf = this.events.byCase(this.caseKeys.length);
    return (place) => {
      const rows = rowsOf(place);
      const events = new Array<EventFact>(rows.length);
      for (let i = 0; i < rows.length; i++) events[i] = this.events.fact(rows[i]!, file);
      return { rows, events, lists: this.#listFacts(place, file) };
    };
  }

  #listFacts(place: number, file: number): readonly ListFact[] {
    const rows = this.#lists.get(place);
    if (rows === undefined) return NO_LISTS;
    return rows.map(({ attributes, milestones, dataTime, line }) => ({
      attributes: this.sets.of(attributes),
      milestones: [...milestones].sort((a, b) => a.at - b.at),
      dataTime,
      file,
      line,
    }));
  }
}
