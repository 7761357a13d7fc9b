import type { Defaulted, Json, Stamp, StampOrNull } from './column-types.ts';
import type {
  ImportFileTable,
  ImportTouchTable,
  QuarantineTable,
  ReadingTable,
  ReplayTable,
  SnapshotTable,
} from './import-tables.ts';
import type { CapacityUnit } from './vocabulary.ts';
import type { AnnotationTable, ClosedPeriodTable, ExemptionTable, ExplanationTable } from './answer-tables.ts';
import type { CalendarTable, MovedDeadlineTable, RuleAuditTable, RuleDraftTable, TargetTable } from './rule-tables.ts';
import type { DeliveryTable } from './delivery-table.ts';

/** One row per origin (one source system). */
export type OriginTable = {
  origin: number;
  source: string;
  label: string;
  zone: string;
  profile: Json<object | null>;
  rule_set: number;
  own_clock: Defaulted<boolean>;
  daily: Defaulted<boolean>;
  demo: Defaulted<boolean>;
  mapped: Defaulted<boolean>;
  single_stamp: Defaulted<boolean>;
  data_time: StampOrNull;
  arrived_at: StampOrNull;
  version: Defaulted<number>;
};

/** One row per unit of an origin's tree. */
export type UnitTable = {
  origin: number;
  unit: number;
  code: string;
  name: string;
  parent: number | null;
  level: number;
  ord: number;
};

/** One row per unit code and day from which the unit stands so, as the unit tables say; days are YYYY-MM-DD or -infinity. */
export type UnitVersionTable = {
  origin: number;
  code: string;
  valid_from: string;
  valid_to: string | null;
  name: string;
  parent: string | null;
  successor: string | null;
  data_time: StampOrNull;
  file: number;
  line: number;
};

/** One row per unit and unit above it, itself included. */
export type UnitAboveTable = { origin: number; unit: number; above: number };

/** One row per stage of an origin. */
export type StageTable = {
  origin: number;
  stage: number;
  code: string;
  name: string;
  ord: number;
  owner: number;
  assessed: boolean;
};

/** One row per activity name of an origin's log. */
export type StepTable = {
  origin: number;
  step: number;
  name: string;
  stage: number;
  owner: number;
  ends: Defaulted<boolean>;
};

/** One row per operator or department name of an origin. */
export type PartyTable = { origin: number; party: number; name: string };

/** One row per case; events are parallel arrays in the case's order. */
export type CaseFactTable = {
  origin: number;
  case_id: number;
  case_key: string;
  unit: number;
  class: string;
  business: string;
  channel: string;
  dims: Json<Record<string, string | null>>;
  state: number;
  opened: Stamp;
  ended: StampOrNull;
  deadline: StampOrNull;
  first_start: Stamp;
  last_end: Stamp;
  first_at: Stamp;
  last_at: Stamp;
  current_step: number | null;
  department: number | null;
  flags: number;
  voltage: Defaulted<number | null>;
  capacity: Defaulted<number | null>;
  capacity_unit: Defaulted<CapacityUnit | null>;
  supplies: Defaulted<number | null>;
  customers: Defaulted<number | null>;
  industry: Defaulted<string | null>;
  manager: Defaulted<number | null>;
  marks: Defaulted<number>;
  marks_known: Defaulted<number>;
  step: number[];
  arrived: (number | null)[];
  started: (number | null)[];
  finished: (number | null)[];
  operator: (number | null)[];
  departments: (number | null)[];
  event_unit: (number | null)[];
  sequence: string[] | null;
  file: number[];
  line: number[];
  evidence: Json<object>;
  version: number;
  listed: StampOrNull;
  missing_since: StampOrNull;
  designer: number | null;
  builder: number | null;
  supplier: number | null;
};

/** One row per design, construction or supply firm of an origin. */
export type FirmTable = { origin: number; firm: number; name: string; head: string };

/** One row per suspension of a case. */
export type SuspensionTable = {
  origin: number;
  case_key: string;
  paused_from: Stamp;
  occurrence: number;
  paused_to: StampOrNull;
  owner: number;
  reason: string;
  data_time: StampOrNull;
  file: number;
  line: number;
};

/** One row per callback of a case. */
export type CallbackTable = {
  origin: number;
  case_key: string;
  occurrence: number;
  due: StampOrNull;
  made: StampOrNull;
  answered: boolean;
  grade: number | null;
  data_time: StampOrNull;
  file: number;
  line: number;
  time_deviates: boolean | null;
  designated: boolean | null;
};

/** One row per return of a case to an earlier step. */
export type StepReturnTable = {
  origin: number;
  case_key: string;
  returned_at: Stamp;
  occurrence: number;
  from_step: string | null;
  to_step: string | null;
  operator: string | null;
  reason: string;
  data_time: StampOrNull;
  file: number;
  line: number;
};

/** One row per complaint under its number. */
export type ComplaintTable = {
  origin: number;
  number: string;
  case_key: string | null;
  unit: string | null;
  made: StampOrNull;
  channel: string;
  category: string;
  upheld: boolean | null;
  duplicate_of: string | null;
  data_time: StampOrNull;
  file: number;
  line: number;
};

/** One row per customer of a batch case. */
export type BatchCustomerTable = {
  origin: number;
  case_key: string;
  customer: string;
  energised: StampOrNull;
  data_time: StampOrNull;
  file: number;
  line: number;
};

/** One row per rule set. */
export type RuleSetTable = {
  rule_set: number;
  code: string;
  name: string;
  name_en: string;
  kind: 'official' | 'internal' | 'source';
  version: string;
  doc: Json<object>;
  edited: Defaulted<boolean>;
};

/** One row per origin and rule set that judges it. */
export type JudgedTable = {
  origin: number;
  rule_set: number;
  version: number;
  calendar_version: string;
  basis: Json<object>;
  unsettled: number[];
  judged_at: Stamp;
  /** The data time all open cases were judged at; null: before pages and cube told of them. */
  as_of: Stamp | null;
};

/** One row per case and rule set: its clocks as parallel arrays. */
export type CaseClockTable = {
  origin: number;
  rule_set: number;
  case_id: number;
  unit: number;
  grp: number;
  state: number;
  opened: Stamp;
  ended: StampOrNull;
  rule: number[];
  stage: number[];
  started: (number | null)[];
  deadline: (number | null)[];
  risk_at: (number | null)[];
  stopped: (number | null)[];
  used: number[];
  days_over: number[];
  verdict: number[];
  paused: boolean[];
  provisional: boolean;
  case_verdict: number;
  days: number;
  customer_only: boolean;
  late: boolean;
  due: StampOrNull;
  risk: StampOrNull;
  runs: Defaulted<boolean>;
  halted: Defaulted<boolean>;
  unsure: Defaulted<boolean>;
  remarks: Defaulted<number>;
  over: Defaulted<number>;
  /** SEEN + a stage, CUBE.lateAtStart, CUBE.calledBack, CUBE.connected10kv or CUBE.connected400v. */
  seen_stage: number[] | null;
  seen_at: number[] | null;
  seen_days: number[] | null;
};

/** One row per class and business type of an origin. */
export type CubeGroupTable = { origin: number; grp: number; class: string; business: string };

/** One row per unit that owns cases and piece of a month: every clock that stopped in it, by case and stage. */
export type CasePageTable = {
  origin: number;
  rule_set: number;
  unit: number;
  piece: number;
  case_id: number[];
  stage: number[];
  grp: number[];
  days: number[];
  verdict: number[];
};

/** One row per unit at every level, piece of a month and stage. */
export type CubeTable = {
  origin: number;
  rule_set: number;
  unit: number;
  quarter: number;
  stage: number;
  n: number;
  decided: number;
  late: number;
  undecidable: number;
  hists: Uint8Array;
  written: number;
};

/** One row per unit at every level, piece of a closed month and stage: the cube as it stood when the month was closed. */
export type ReportedCubeTable = Omit<CubeTable, 'quarter' | 'hists' | 'written'> & { piece: number; hist: Uint8Array };

/** One row per series of an origin: what is counted (kind), of what (a, b, c), and of which class and business type. */
export type FlowSeriesTable = {
  origin: number;
  series: number;
  kind: number;
  a: number;
  b: number;
  c: number;
  grp: number;
};

/** One row per path of an origin: the stages cases went through, in order. */
export type FlowPathTable = { origin: number; path: number; stages: number[] };

/** One row per case: what it counts for in the flow, as parallel arrays. */
export type CaseFlowTable = {
  origin: number;
  case_id: number;
  unit: number;
  last_piece: number;
  piece: number[];
  series: number[];
  days: number[];
};

/** One row per kind, unit at every level and piece of a month: how often each series came with so many days. */
export type FlowTable = { origin: number; kind: number; unit: number; piece: number; hist: Uint8Array };

/** One row per origin whose flow is counted, up to this version of it. */
export type FlowCountedTable = { origin: number; version: number; basis: Json<object> };

/** One row per job and slot. */
export type JobSlotTable = {
  job: string;
  slot: string;
  state: 'running' | 'done' | 'failed';
  token: number;
  attempts: Defaulted<number>;
  lease_until: Stamp;
  started_at: Stamp;
  finished_at: StampOrNull;
  detail: Json<Record<string, unknown>>;
};

/** One row per piece of work somebody asked for on a page. */
export type JobRequestTable = { job: string; slot: string; asked: Json<Record<string, unknown>>; asked_at: Stamp };

export type Database = {
  origin: OriginTable;
  import_file: ImportFileTable;
  quarantine: QuarantineTable;
  unit: UnitTable;
  unit_above: UnitAboveTable;
  unit_version: UnitVersionTable;
  stage: StageTable;
  step: StepTable;
  party: PartyTable;
  case_fact: CaseFactTable;
  suspension: SuspensionTable;
  callback: CallbackTable;
  snapshot: SnapshotTable;
  firm: FirmTable;
  step_return: StepReturnTable;
  complaint: ComplaintTable;
  batch_customer: BatchCustomerTable;
  reading: ReadingTable;
  import_touch: ImportTouchTable;
  replay: ReplayTable;
  rule_set: RuleSetTable;
  judged: JudgedTable;
  case_clock: CaseClockTable;
  cube_group: CubeGroupTable;
  case_page: CasePageTable;
  cube: CubeTable;
  flow_series: FlowSeriesTable;
  flow_path: FlowPathTable;
  case_flow: CaseFlowTable;
  flow: FlowTable;
  flow_counted: FlowCountedTable;
  explanation: ExplanationTable;
  exemption: ExemptionTable;
  closed_period: ClosedPeriodTable;
  reported_cube: ReportedCubeTable;
  reported_page: CasePageTable;
  job_slot: JobSlotTable;
  job_request: JobRequestTable;
  delivery: DeliveryTable;
  annotation: AnnotationTable;
  calendar: CalendarTable;
  moved_deadline: MovedDeadlineTable;
  rule_draft: RuleDraftTable;
  rule_audit: RuleAuditTable;
  target: TargetTable;
};
