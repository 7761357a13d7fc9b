import type { Defaulted, Json, StampOrNull } from './column-types.ts';

/** One row per origin that delivers: how it comes, by when it is due, and how the last try went. */
export type DeliveryTable = {
  origin: number;
  kind: 'inbox' | 'upload' | 'cli' | 'http' | 'sql';
  arrives_by: Defaulted<string>;
  fresh_minutes: Defaulted<number | null>;
  missing_days: Defaulted<number | null>;
  tried_at: StampOrNull;
  succeeded_at: StampOrNull;
  rows_in: Defaulted<number>;
  error: Defaulted<string>;
  waiting: Defaulted<number>;
  ignored: Json<Record<string, number>>;
  checkpoint: Json<Record<string, unknown>>;
};
