import type { Reason } from '../../../sql/vocabulary.ts';

/** Thrown where a row cannot be taken; the row is refused with it. No Error: a stack for each of a million bad rows is dear. */
export class RowFault {
  readonly reason: Reason;
  readonly column: string;
  readonly value: string;
  constructor(reason: Reason, column: string, value: string) {
    this.reason = reason;
    this.column = column;
    this.value = value;
  }
}
