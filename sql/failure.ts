/** Why a question cannot be answered. The codes are stable: scripts and screens rely on them. */
export type FailureCode =
  | 'no-source'
  | 'unknown-source'
  | 'unknown-unit'
  | 'unknown-rules'
  | 'unknown-stage'
  | 'unknown-case'
  | 'whole-source-only'
  | 'bad-period'
  | 'bad-query'
  | 'bad-text'
  | 'bad-rules'
  | 'too-many-rows'
  | 'unknown-upload'
  | 'not-now'
  | 'too-big'
  | 'foreign-origin'
  | 'not-found'
  | 'read-timeout'
  | 'database-away'
  | 'not-migrated'
  | 'internal';

/** The one error a read or a route throws on purpose; the words are made at the door, in the reader's language. */
export class Failure extends Error {
  readonly code: FailureCode;
  /** What the words name: `value`, `name`. */
  readonly facts: Readonly<Record<string, string>>;

  constructor(code: FailureCode, facts: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'Failure';
    this.code = code;
    this.facts = facts;
  }
}
