import type { CapacityUnit, CaseState, Grade, Instant, Owner, Reason } from '../../sql/vocabulary.ts';
import type { PlainTarget } from './plain/plain-target.ts';

/** What a row says of its case, whatever the row's shape. Equal sets within a file may be one object. */
export type CaseAttributes = {
  /** Unit code, as the source writes it; null where the row has none. */
  unit: string | null;
  class: string | null;
  business: string | null;
  channel: string | null;
  state: CaseState | null;
  opened: Instant | null;
  /** End column: archived, aborted or simply ended. */
  ended: Instant | null;
  /** As the instant written; a bare date is 24:00 of that day in the source's zone. */
  deadline: Instant | null;
  /** kV. */
  voltage: number | null;
  /** As written; negative for a reduction. */
  capacity: number | null;
  /** Written with the value or in the column's name. */
  capacityUnit: CapacityUnit | null;
  supplies: number | null;
  customers: number | null;
  industry: string | null;
  manager: string | null;
  /** Firms that design, build and deliver for the customer, as firmName writes them. */
  designer: string | null;
  builder: string | null;
  supplier: string | null;
  threeZero: boolean | null;
  greenChannel: boolean | null;
  important: boolean | null;
  externalLine: boolean | null;
  /** Free dimensions under their source names; null for a missing value. */
  dims: Readonly<Record<string, string | null>>;
};

export type EventRow = {
  kind: 'event';
  /** Physical line of the record; of a paired step the line of its end. */
  line: number;
  caseKey: string;
  step: string;
  arrived: Instant | null;
  started: Instant | null;
  finished: Instant | null;
  operator: string | null;
  department: string | null;
  /** Unit of this event, where the source gives one per event; attributes.unit holds the same value then. */
  unit: string | null;
  /** The source's event id or the joined key columns the profile names; null: content is the identity. */
  identity: string | null;
  sequence: string | null;
  /** Update column, else the row's data date; null where the profile reads neither. */
  dataTime: Instant | null;
  attributes: CaseAttributes;
  /** Records of the file this event was made of: 2 for a paired start and complete; default 1. */
  records?: number;
};

/** One case; a column a milestone (hand-made ledgers) or none. Milestones are single-stamp or finished steps. */
export type CaseRow = {
  kind: 'case';
  line: number;
  caseKey: string;
  attributes: CaseAttributes;
  milestones: { step: string; at: Instant }[];
  dataTime: Instant | null;
  /** One of a list of every case in flight at its data time. */
  inFlight?: boolean;
};

export type SuspensionRow = {
  kind: 'suspension';
  line: number;
  caseKey: string;
  from: Instant;
  to: Instant | null;
  owner: Owner;
  reason: string;
  dataTime: Instant | null;
};

export type CallbackRow = {
  kind: 'callback';
  line: number;
  caseKey: string;
  due: Instant | null;
  made: Instant | null;
  answered: boolean;
  grade: Grade | null;
  /** The recorded times differ from the customer's memory; null: not asked. */
  timeDeviates: boolean | null;
  /** A designer, builder or supplier was designated; null: not asked. */
  designated: boolean | null;
  dataTime: Instant | null;
};

/** A return 回退 of a case to an earlier step, under the step names of the source. */
export type ReturnRow = {
  kind: 'return';
  line: number;
  caseKey: string;
  at: Instant;
  fromStep: string | null;
  toStep: string | null;
  operator: string | null;
  reason: string;
  dataTime: Instant | null;
};

/** A complaint 投诉; one without a number is known by its case (or unit) and time. */
export type ComplaintRow = {
  kind: 'complaint';
  line: number;
  number: string;
  caseKey: string | null;
  unit: string | null;
  made: Instant | null;
  /** 95598, 12398, 12345, as the source writes it. */
  channel: string;
  category: string;
  /** null: not yet decided. */
  upheld: boolean | null;
  duplicateOf: string | null;
  dataTime: Instant | null;
};

/** One customer of a batch case. */
export type CustomerRow = {
  kind: 'customer';
  line: number;
  caseKey: string;
  customer: string;
  energised: Instant | null;
  dataTime: Instant | null;
};

/** A unit from a day on; days are YYYY-MM-DD in the source's zone. */
export type UnitRow = {
  kind: 'unit';
  line: number;
  code: string;
  name: string;
  /** Code of the unit above; null: the top. */
  parent: string | null;
  /** First day on which it stands so; null: since ever. */
  from: string | null;
  /** Its last day; null: still. */
  to: string | null;
  /** Code of the unit that took it over. */
  successor: string | null;
  dataTime: Instant | null;
};

/** That every case in flight was listed at a data time; exports say it apart from the list. */
export type SnapshotRow = { kind: 'snapshot'; line: number; dataTime: Instant };

export type Row =
  EventRow | CaseRow | SuspensionRow | CallbackRow | ReturnRow | ComplaintRow | CustomerRow | UnitRow | SnapshotRow;

/** What a row of a list of every case in flight says beside its attributes; null: it cannot be read. */
export type Listed = { caseKey: string | null; at: Instant | null };

/**
 * A refused row, kept whole. `column` and `value` say what was wrong, `sheet` where in a workbook; `listed` what one of a list
 * of every case in flight still says.
 */
export type Refusal = {
  line: number;
  column: string;
  value: string;
  reason: Reason;
  raw: string;
  sheet?: string;
  listed?: Listed;
};

/**
 * Where the parser puts what it finds; every record of the file goes to exactly one of the four
 * (a paired event row stands for several, see `records`).
 */
export type Sink = {
  row(row: Row): void;
  refuse(refusal: Refusal): void;
  blank(line: number): void;
  /** A 合计 line. */
  total(line: number): void;
  /** Takes rows of plain text straight from its bytes; without it every row comes as an object. */
  readonly plain?: PlainTarget<CaseAttributes>;
  /** Bytes read of bytes in all, now and then. */
  progress?(rows: number, share: number): void;
};
