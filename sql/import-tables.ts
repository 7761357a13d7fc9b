import type { Defaulted, Json, Optional, Stamp, StampOrNull } from './column-types.ts';

/** What is wrong with a file, and what else people should know of it: stable codes with the values their words hold. */
export type Told = {
  problem: { code: string; params: Record<string, string | number> } | null;
  noted: ({ code: string } & Record<string, string | number>)[];
};

/** One row per file read from an origin. */
export type ImportFileTable = {
  origin: number;
  file: number;
  name: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding: string;
  shape: string;
  status: 'imported' | 'held' | 'rejected' | 'withdrawn';
  rows_in: number;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
  rows_quarantined: number;
  rows_blank: number;
  rows_total: number;
  reasons: Json<Record<string, number>>;
  data_time: StampOrNull;
  message: Defaulted<string>;
  started_at: Stamp;
  finished_at: Stamp;
  reading: Optional<number, number>;
  told: Optional<Told, string>;
  units: Optional<string[], string[]>;
  days: Optional<string[], string[]>;
  many_stamps: Defaulted<boolean>;
  withdrawn_at: Optional<number, string>;
};

/** One row per refused row. */
export type QuarantineTable = {
  origin: number;
  file: number;
  sheet: Defaulted<string>;
  line: number;
  column_name: string;
  value: string;
  reason: string;
  raw: string;
  listed: Optional<number, string>;
  case_key: Optional<string, string>;
};

/** One row per data time of an in-flight snapshot and file that brought a part of it. */
export type SnapshotTable = { origin: number; data_time: Stamp; file: number };

/** One row per way in which files of an origin were read. */
export type ReadingTable = { origin: number; reading: number; profile: Json<object>; zone: string };

/** One row per imported file: which cases its rows are of. */
export type ImportTouchTable = { origin: number; file: number; cases: Uint8Array };

/** One row per replay: refused rows of one file taken after a correction of the profile. */
export type ReplayTable = {
  origin: number;
  replay: number;
  file: number;
  reading: number;
  sheet: string[];
  line: number[];
  reason: string;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
  replayed_at: Stamp;
};
