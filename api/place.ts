import type { Db } from '../sql/database.ts';
import { Failure } from '../sql/failure.ts';
import type { Scope } from '../sql/scope.ts';
import type { Instant } from '../sql/vocabulary.ts';
import type { ScopeOf } from './access/scope-of.ts';

/** What a route that changes something works with. It only asks for work; the jobs do it. */
export type Place = {
  db: Db;
  scopeOf: ScopeOf;
  now: () => Instant;
  /** Folder the jobs take files from; null: none is known. */
  inbox: string | null;
  /** Where dropped files wait; null: this server takes none. */
  uploads: string | null;
  /** Bytes one dropped file may have. */
  uploadBytes: number;
  /** Writes a source into a folder under `dir`; null: this server exports none. */
  exports: Exports | null;
};

export type Exports = {
  dir: string;
  write: (
    scope: Scope,
    request: { source: string; format: 'csv' | 'xes'; gzip: boolean; dir: string },
  ) => Promise<{ files: { file: string }[] }>;
};

/** Rules and calendars hold for every source: whoever sees only a part of one changes none. Throws a Failure. */
export function everythingOnly({ within }: Scope): void {
  if (within !== null) throw new Failure('whole-source-only', { value: within.unit });
}
