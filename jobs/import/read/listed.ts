import type { Table } from '../profile.ts';
import type { Listed } from '../row.ts';
import { bare, cellsOf } from './cells.ts';
import type { Columns } from './columns.ts';
import { RowFault } from './row-fault.ts';
import { RowMarks } from './row-marks.ts';
import type { TimestampReader } from './timestamp.ts';

/** What a refused row still says as one of a list of every case in flight; null values: its cells cannot be told apart. */
export type ReadListed = (values: readonly string[] | null) => Listed;

/** null where the table is no such list. */
export function listedReader(table: Table, columns: Columns, stamps: TimestampReader): ReadListed | null {
  if (table.shape !== 'case' || table.delivery !== 'snapshot') return null;
  const { keyOf, dataTime } = cellsOf(table, columns, stamps, new RowMarks());
  return (values) => {
    if (values === null) return { caseKey: null, at: null };
    const cells = table.inert ? values.map(bare) : values;
    return { caseKey: readable(() => keyOf(cells)), at: readable(() => dataTime(cells)) };
  };
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof RowFault) return null;
    throw fault;
  }
}
