import type { Instant } from '../../../sql/vocabulary.ts';
import type { Table } from '../profile.ts';
import { bareWord, cleanText } from './clean-text.ts';
import type { Columns } from './columns.ts';
import { codeText, identifierReader } from './identifier.ts';
import { RowFault } from './row-fault.ts';
import type { RowMarks } from './row-marks.ts';
import { makeIntern } from './text.ts';
import type { TimestampReader } from './timestamp.ts';

type Values = readonly string[];

/** How a record's cells are read; a position of −1 is a column the file does not have. What cannot be read throws a RowFault. */
export type Cells = {
  at(field: keyof Table['fields']): number;
  name(position: number): string;
  text(values: Values, position: number): string | null;
  /** As `text`, equal ones being one string. */
  word(values: Values, position: number): string | null;
  /** As `word`, of a unit's code. */
  code(values: Values, position: number): string | null;
  intern(text: string): string;
  /** `end`: a bare date means the end of its day. */
  instant(values: Values, position: number, end?: boolean): Instant | null;
  /** An instant that has come. */
  past(values: Values, position: number): Instant | null;
  keyOf(values: Values): string;
  /** Update column, else the data date's end. */
  dataTime(values: Values): Instant | null;
};

export const bare = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);
export const escape = (part: string): string => (/[\\/]/.test(part) ? part.replaceAll(/[\\/]/g, '\\$&') : part);

export function cellsOf(table: Table, columns: Columns, stamps: TimestampReader, marks: RowMarks): Cells {
  const { fields } = table;
  const intern = makeIntern((text) => cleanText(text, marks));
  const identify = identifierReader();
  const at: Cells['at'] = (field) => columns.find(fields[field]);
  const name: Cells['name'] = (position) => columns.names[position] ?? '';
  const text: Cells['text'] = (values, position) => {
    const value = position < 0 ? '' : (values[position] ?? '');
    return value === '' ? null : bareWord(cleanText(value, marks)) || null;
  };
  const word: Cells['word'] = (values, position) => {
    const value = position < 0 ? '' : (values[position] ?? '');
    return value === '' ? null : bareWord(intern(value)) || null;
  };
  const code: Cells['code'] = (values, position) => {
    const value = word(values, position);
    return value && codeText(value);
  };
  const instant: Cells['instant'] = (values, position, end = false) => {
    if (position < 0) return null;
    const value = values[position] ?? '';
    const read = end ? stamps.readEnd(value) : stamps.read(value);
    if (Number.isNaN(read)) throw new RowFault('bad-timestamp', name(position), value);
    return read;
  };
  const past: Cells['past'] = (values, position) => {
    const read = instant(values, position);
    if (read !== null && read > stamps.notAfter)
      throw new RowFault('future-timestamp', name(position), values[position]!);
    return read;
  };

  const unit = at('unit');
  const keys = (table.key ?? []).map((column) => columns.find(column));
  const onlyKey = keys.length === 1 ? (keys[0] ?? -1) : -1;
  const numberIn = (values: Values, position: number): string => {
    const value = values[position] ?? '';
    const read = identify(value);
    if (typeof read === 'string') throw new RowFault(read, name(position), value);
    if (read.mark !== null) marks.add(read.mark);
    if (read.text === '' && position !== unit) throw new RowFault('missing-key', name(position), value);
    return read.text;
  };
  const keyOf: Cells['keyOf'] = (values) =>
    onlyKey >= 0 ? numberIn(values, onlyKey) : intern(keys.map((key) => escape(numberIn(values, key))).join('/'));
  const updated = at('updated');
  const dataDate = at('dataDate');
  const dataTime: Cells['dataTime'] = (values) =>
    instant(values, updated) ?? (dataDate < 0 ? null : instant(values, dataDate, true));
  return { at, name, text, word, code, intern, instant, past, keyOf, dataTime };
}
