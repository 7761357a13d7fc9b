import type { Defaulted, Json, Stamp, StampOrNull } from './column-types.ts';

/** One row per explanation of a late clock. */
export type ExplanationTable = {
  origin: number;
  case_key: string;
  rule_set: number;
  stage: number;
  said_at: Stamp;
  said_by: string;
  cause: string;
  note: Defaulted<string>;
};

/** One row per request for exemption of a late clock. */
export type ExemptionTable = {
  origin: number;
  case_key: string;
  rule_set: number;
  stage: number;
  asked_at: Stamp;
  asked_by: string;
  evidence: string;
  decided_at: StampOrNull;
  decided_by: string | null;
  approved: boolean | null;
  reason: string | null;
};

/** One row per origin, rule set and closed month. */
export type ClosedPeriodTable = {
  origin: number;
  rule_set: number;
  month: number;
  closed_at: Stamp;
  closed_by: string;
  data_time: Stamp;
  version: number;
  basis: Json<object>;
  /** What was frozen holds the time to connect; months closed long ago do not. */
  connect_time: Defaulted<boolean>;
};

/** One row per note people put on a time chart. */
export type AnnotationTable = {
  origin: number;
  annotation: number;
  month: string;
  unit: number | null;
  words: string;
  author: string;
  made_at: Stamp;
  taken_back_at: StampOrNull;
};
