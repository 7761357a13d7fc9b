import { GRADES, OWNERS, type Instant } from '../../../sql/vocabulary.ts';
import type { NoteRecord, NoteTable } from '../../../sql/write/case-notes.ts';
import type { Notes } from '../file-rows.ts';

export type Place = { origin: number; file: number };
export type Note<T extends NoteTable> = NoteRecord<T> & { dataTime: Instant | null };

/** How one kind of note is made of rows, told apart and compared. */
export type NoteKind<T extends NoteTable> = {
  table: T;
  notes(rows: Notes, place: Place): Note<T>[];
  /** What is replaced together: the case, or the complaint's number. */
  group(note: Note<T>): string;
  /** Which note of the group it is; several of one identity in one file are as many facts unless it stands `once`. */
  identity(note: Note<T>): Instant | string | null;
  once: boolean;
  /** What a correction may change, in a fixed order. */
  content(note: Note<T>): readonly unknown[];
  /** Numbers the notes of a group that share this value, in the order of `time`; notes that stand once have no number. */
  numbered?(note: Note<T>): { within: unknown; time: Instant };
};

const kind = <T extends NoteTable>(of: NoteKind<T>): NoteKind<T> => of;
const base = ({ origin, file }: Place, row: { line: number; dataTime: Instant | null }) => ({
  origin,
  file,
  line: row.line,
  data_time: row.dataTime,
  dataTime: row.dataTime,
});

const suspension = kind({
  table: 'suspension',
  notes: ({ suspensions }, place) =>
    suspensions.map((row) => ({
      ...base(place, row),
      case_key: row.caseKey,
      paused_from: row.from,
      occurrence: 1,
      paused_to: row.to,
      owner: OWNERS.indexOf(row.owner),
      reason: row.reason,
    })),
  group: (note) => note.case_key!,
  identity: (note) => note.paused_from,
  once: false,
  content: ({ paused_from, paused_to, owner, reason }) => [paused_from, paused_to, owner, reason],
  numbered: ({ paused_from }) => ({ within: paused_from, time: 0 }),
});

const callback = kind({
  table: 'callback',
  notes: ({ callbacks }, place) =>
    callbacks.map((row) => ({
      ...base(place, row),
      case_key: row.caseKey,
      occurrence: 1,
      due: row.due,
      made: row.made,
      answered: row.answered,
      grade: row.grade === null ? null : GRADES.indexOf(row.grade),
      time_deviates: row.timeDeviates,
      designated: row.designated,
    })),
  group: (note) => note.case_key!,
  // A callback is known by when it was due; where the source does not say, by when it was made.
  identity: (note) => note.due ?? note.made,
  once: false,
  content: ({ due, made, answered, grade, time_deviates, designated }) => [
    ...[due, made, answered || null, grade, time_deviates, designated],
  ],
  numbered: ({ due, made }) => ({ within: '', time: due ?? made ?? 0 }),
});

const stepReturn = kind({
  table: 'step_return',
  notes: ({ returns }, place) =>
    returns.map((row) => ({
      ...base(place, row),
      case_key: row.caseKey,
      returned_at: row.at,
      occurrence: 1,
      from_step: row.fromStep,
      to_step: row.toStep,
      operator: row.operator,
      reason: row.reason,
    })),
  group: (note) => note.case_key!,
  identity: (note) => note.returned_at,
  once: false,
  content: ({ returned_at, from_step, to_step, operator, reason }) => [
    ...[returned_at, from_step, to_step, operator, reason],
  ],
  numbered: ({ returned_at }) => ({ within: returned_at, time: 0 }),
});

const complaint = kind({
  table: 'complaint',
  notes: ({ complaints }, place) =>
    complaints.map((row) => ({
      ...base(place, row),
      number: row.number,
      case_key: row.caseKey,
      unit: row.unit,
      made: row.made,
      channel: row.channel,
      category: row.category,
      upheld: row.upheld,
      duplicate_of: row.duplicateOf,
    })),
  group: (note) => note.number!,
  identity: () => null,
  once: true,
  content: ({ case_key, unit, made, channel, category, upheld, duplicate_of }) => [
    ...[case_key, unit, made, channel, category, upheld, duplicate_of],
  ],
});

const batchCustomer = kind({
  table: 'batch_customer',
  notes: ({ customers }, place) =>
    customers.map((row) => ({
      ...base(place, row),
      case_key: row.caseKey,
      customer: row.customer,
      energised: row.energised,
    })),
  group: (note) => note.case_key!,
  identity: (note) => note.customer,
  once: true,
  content: ({ energised }) => [energised],
});

/** Each takes its own notes only; what handles them all need not know which. */
export const NOTE_KINDS = [
  suspension,
  callback,
  stepReturn,
  complaint,
  batchCustomer,
] as unknown as readonly NoteKind<NoteTable>[];
