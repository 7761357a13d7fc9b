import type { Defaulted, Json, Stamp, StampOrNull } from './column-types.ts';

/** One row per draft of a rule set. */
export type RuleDraftTable = {
  draft: number;
  rule_set: number;
  doc: Json<object>;
  state: 'draft' | 'in-force' | 'dropped';
  changed_at: Stamp;
  effective_from: string | null;
  corrects: boolean | null;
};

/** One row per thing done to a draft. */
export type RuleAuditTable = {
  entry: number;
  draft: number;
  action: 'drafted' | 'changed' | 'put-in-force' | 'dropped';
  at: Stamp;
  by: string;
  why: string;
  doc: Json<object | null>;
};

/** One row per measure, part, unit and day from which a target holds. */
export type TargetTable = {
  origin: number;
  measure: string;
  part: string;
  unit: string;
  valid_from: string;
  direction: 'higher' | 'lower';
  value: number;
  challenge: number | null;
  points: Defaulted<number | null>;
  loaded_at: Stamp;
  loaded_by: string;
};

/** One row per version of a calendar loaded here. */
export type CalendarTable = {
  code: string;
  version: string;
  doc: Json<object>;
  loaded_at: Stamp;
  loaded_by: string;
  note: Defaulted<string>;
};

/** One row per running clock whose deadline moved. */
export type MovedDeadlineTable = {
  origin: number;
  rule_set: number;
  moved_at: Stamp;
  case_id: number;
  stage: number;
  cause: 'calendar' | 'rules';
  calendar_before: string;
  calendar_after: string;
  deadline_before: StampOrNull;
  deadline_after: StampOrNull;
};
