import type { NoteRecord, NoteTable } from '../../sql/write/case-notes.ts';
import { comparing, grouped, keyOf } from '../import/notes/import-notes.ts';
import { NOTE_KINDS } from '../import/notes/kinds.ts';
import { withFillers } from './fillers.ts';

/** The notes of some cases as rows that make the same notes again. */
export function noteRows<T extends NoteTable>(table: T, notes: readonly NoteRecord<T>[]): NoteRecord<T>[] {
  const of = NOTE_KINDS.find((kind) => kind.table === table)!;
  const kind = comparing(of);
  const dated = notes.map((note) => ({ ...note, dataTime: note.data_time }));
  return [...grouped(dated, keyOf(of) as never).values()].flatMap((some) => withFillers(some, kind as never)) as never;
}
