import type { Profile, Table } from '../profile.ts';
import type { Refusal, Sink } from '../row.ts';
import { mappedNames, type Columns } from './columns.ts';
import type { Grid, GridCount, GridRow } from './grid.ts';
import type { Header } from './header.ts';
import { listedReader } from './listed.ts';
import { makeRows } from './make-rows.ts';
import { LifecyclePairs } from './pair-lifecycle.ts';
import { RowFault } from './row-fault.ts';
import { RowMarks } from './row-marks.ts';
import type { TimestampReader } from './timestamp.ts';
import { isTotalWord } from './words.ts';

const PROGRESS_EVERY = 20_000;
const MAX_RAW_CHARS = 65_536;

export type GridLayout = {
  grid: Grid;
  header: Header;
  columns: Columns;
  table: Table;
  /** Added to the line of each row, so that rows of several sheets stay apart. */
  lineOffset: number;
};

const isBlank = (cell: string): boolean => cell === '' || cell.trim() === '';

/**
 * Reads the rows below a grid's header into the sink; `rowsIn` is counted by the grid, not by what the sink is given. `unread`:
 * cells that hold something under no name, and the first of them.
 */
export async function readGrid(
  { grid, header, columns, table, lineOffset }: GridLayout,
  profile: Profile,
  stamps: TimestampReader,
  sink: Sink,
  marks = new RowMarks(),
): Promise<GridCount & { rowsIn: number; unread: { n: number; first: string } }> {
  const make = makeRows(table, profile, columns, stamps, marks);
  const used = new Set(mappedNames(table).map((name) => columns.find(name)));
  const stampColumns = stampPositions(table, columns);
  const filled = (table.fill ?? []).map((name) => columns.find(name)).filter((position) => position >= 0);
  const lastFilled = filled.map(() => '');
  const transition = columns.find(table.fields.lifecycle);
  const pairs = table.lifecycle === 'pair' && transition >= 0 ? new LifecyclePairs((row) => sink.row(row)) : null;
  const width = columns.names.length;
  const nameless = (position: number) => (columns.names[position] ?? '') === '';
  const firstNameless = columns.names.includes('') ? columns.names.indexOf('') : width;
  const unread = { n: 0, first: '' };
  const values: string[] = [];
  const listed = listedReader(table, columns, stamps);
  let above = 0;
  let below = false;
  let taken = 0;

  /** The row's values, those of faulty cells left out. */
  const sound = ({ faults }: GridRow) => values.map((value, i) => (faults.has(i) ? '' : value));

  const take = (row: GridRow): void => {
    const line = lineOffset + row.line;
    const refuse = ({ column, value, reason }: Pick<Refusal, 'column' | 'value' | 'reason'>): void => {
      const kept = { column, value, reason, sheet: grid.name, line, raw: rawOf(row.cells) };
      sink.refuse(listed ? { ...kept, listed: listed(row.fault ? null : sound(row)) } : kept);
    };
    for (let i = 0; i < width; i++) {
      values[i] = (stampColumns.has(i) ? row.serials.get(i) : undefined) ?? row.cells[i] ?? '';
    }
    for (let i = firstNameless; i < row.cells.length; i++) {
      if (!nameless(i) || isBlank(row.cells[i] ?? '')) continue;
      unread.n++;
      unread.first ||= `${columnLetters(i)}${row.line}`;
    }
    if (values.every(isBlank) && row.faults.size === 0 && row.fault === null) return sink.blank(line);
    if (row.fault) return refuse({ column: '', value: '', reason: row.fault });
    const total = values.some(isTotalWord);
    filled.forEach((position, k) => {
      if (isBlank(values[position] ?? '')) values[position] = total ? '' : lastFilled[k]!;
      else if (!total) lastFilled[k] = values[position]!;
    });
    for (const [column, reason] of row.faults) {
      if (!used.has(column)) continue;
      if (total) return sink.total(line);
      return refuse({ column: columns.names[column] ?? '', value: row.cells[column] ?? '', reason });
    }
    let made;
    try {
      made = make(values, line);
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault;
      if (total) return sink.total(line);
      return refuse(fault);
    }
    if (made === null) sink.total(line);
    else if (pairs && made.kind === 'event') pairs.add(made, values[transition] ?? '');
    else sink.row(made);
  };

  const count = await grid.read((row) => {
    if (!below) {
      above++;
      below = row.line === header.line;
      return;
    }
    take(row);
    if (++taken % PROGRESS_EVERY === 0) sink.progress?.(taken, 0.5);
  });
  pairs?.flush();
  sink.progress?.(taken, 1);
  return { ...count, rowsIn: count.rows - above, unread };
}

/** A sheet's own name of a column: A to Z, AA, AB … */
function columnLetters(position: number): string {
  const last = String.fromCharCode(65 + (position % 26));
  return position < 26 ? last : columnLetters(Math.floor(position / 26) - 1) + last;
}

const rawOf = (cells: readonly string[]): string => cells.join('\t').replaceAll('\0', '\u2400').slice(0, MAX_RAW_CHARS);

const STAMPS = [
  ...(['at', 'arrived', 'started', 'finished', 'opened', 'ended', 'deadline'] as const),
  ...(['updated', 'dataDate', 'from', 'to', 'due', 'made'] as const),
];

function stampPositions(table: Table, columns: Columns): Set<number> {
  const names = [...STAMPS.map((field) => table.fields[field]), ...Object.keys(table.milestones ?? {})];
  return new Set(names.map((name) => columns.find(name)).filter((position) => position >= 0));
}
