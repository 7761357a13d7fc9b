import type { Db } from '../sql/database.ts';
import type { Instant } from '../sql/vocabulary.ts';
import type { ScopeOf } from './access/scope-of.ts';

/** What a route that changes something works with. It only asks for work; the jobs do it. */
export type Place = {
  db: Db;
  scopeOf: ScopeOf;
  now: () => Instant;
  /** Where dropped files wait; null: this server takes none. */
  uploads: string | null;
  /** Bytes one dropped file may have. */
  uploadBytes: number;
};
