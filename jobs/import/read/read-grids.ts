import { LINES_PER_SHEET } from '../../../sql/vocabulary.ts';
import { CaseScan } from '../propose/case-scan.ts';
import { proposeProfile } from '../propose/propose-profile.ts';
import { withHalves } from '../propose/halves.ts';
import { findKey, type Proposal } from '../propose/sample.ts';
import type { Profile, Table } from '../profile.ts';
import type { Sink } from '../row.ts';
import { joined } from '../settings.ts';
import { isAside } from './aside.ts';
import { chooseTable, Columns, mappedNames } from './columns.ts';
import type { Grid } from './grid.ts';
import { findHeader, type Header } from './header.ts';
import type { FileNote } from '../wording/note-words.ts';
import { readGrid, type GridLayout } from './read-grid.ts';
import type { RowMarks } from './row-marks.ts';
import type { TimestampReader } from './timestamp.ts';

const SAMPLE_ROWS = 2_000;
const MAX_SHEETS = 200;

export type GridView = { grid: Grid; index: number; header: Header; columns: Columns; rows: string[][] };

/** Sheets with a header among their first rows, and the names of the others that hold something. */
export async function viewGrids(
  grids: readonly Grid[],
  profile: Profile | null,
): Promise<{ views: GridView[]; others: { name: string; names: string[] }[] }> {
  const views: GridView[] = [];
  const others: { name: string; names: string[] }[] = [];
  for (const [index, grid] of grids.slice(0, MAX_SHEETS).entries()) {
    const records: { fields: string[]; line: number }[] = [];
    await grid.read(({ cells, line }) => {
      records.push({ fields: [...cells], line });
      return records.length < SAMPLE_ROWS;
    });
    if (records.every(({ fields }) => fields.every((cell) => cell.trim() === ''))) continue;
    const header = findHeader(records, profile);
    if (!header) {
      const longest = records.slice(0, 12).reduce((a, b) => (b.fields.length > a.fields.length ? b : a));
      others.push({ name: grid.name, names: longest.fields });
      continue;
    }
    const columns = new Columns(header.names);
    const rows = records
      .slice(header.index + header.records)
      .map(({ fields }) => header.names.map((_, i) => fields[i] ?? ''))
      .filter((fields) => fields.some((cell) => cell.trim() !== '') && !isAside(fields, header.names));
    views.push({ grid, index, header, columns, rows });
  }
  return { views, others };
}

/** Proposes one profile for all sheets: a table for each whose columns no other table reads. */
export async function proposeForGrids(views: readonly GridView[], name: string, zone: string): Promise<Proposal> {
  let whole = null as Proposal | null;
  let failed = null as Proposal | null;
  const proposed = new Set<string>();
  for (const view of [...views].sort((a, b) => b.rows.length - a.rows.length)) {
    const known = whole?.profile ? chooseTable(whole.profile, view.columns) : null;
    const header = JSON.stringify(view.columns.names);
    if (known && proposed.has(header)) continue;
    proposed.add(header);
    const sample = withHalves({ name, columns: view.columns.names, rows: view.rows, zone });
    const key = findKey(sample);
    const width = view.columns.names.length;
    const scan = new CaseScan(key, width);
    if (key >= 0) {
      await view.grid.read(({ cells, line }) => {
        const values = view.columns.names.map((_, i) => cells[i] ?? '');
        if (line > view.header.line && !isAside(values, view.columns.names)) scan.push(sample.join?.(values) ?? values);
      });
    }
    const proposal = proposeProfile(key < 0 ? sample : { ...sample, scan });
    if (known && !readsMore(proposal.profile, known, view.columns)) continue;
    if (!proposal.profile) failed = failed && proposal.ambiguous.length === 0 ? failed : proposal;
    else if (!whole?.profile) whole = proposal;
    else {
      const profile = withVocabulary(joined(whole.profile, proposal.profile), proposal.profile);
      whole = {
        ...whole,
        ...{ profile, sketch: profile },
        unread: [...whole.unread, ...proposal.unread],
        notUnderstood: [...whole.notUnderstood, ...proposal.notUnderstood],
        guesses: [...whole.guesses, ...proposal.guesses],
      };
    }
  }
  const none = { profile: null, sketch: null, unread: [], notUnderstood: [], guesses: [] };
  // A list of which the dates cannot be told is asked about, whatever stands on the other sheets.
  if (failed && failed.ambiguous.length > 0 && whole) return { ...whole, profile: null, ambiguous: failed.ambiguous };
  return whole ?? failed ?? { ...none, missing: ['key (the case number)'], ambiguous: [] };
}

const readBy = (table: Table, columns: Columns): number =>
  new Set(mappedNames(table).flatMap((name) => (columns.find(name) < 0 ? [] : columns.find(name)))).size;

/** A sheet of another kind has the case number too: its own table reads more of it. */
const readsMore = (proposed: Profile | null, known: Table, columns: Columns): boolean =>
  proposed !== null && proposed.tables.some((table) => readBy(table, columns) > readBy(known, columns));

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): string[] => [
  ...new Set([...(a ?? []), ...(b ?? [])]),
];

function withVocabulary(profile: Profile, more: Profile): Profile {
  const timestamps = union(profile.timestamps, more.timestamps);
  const placeholders = union(profile.placeholders, more.placeholders);
  return {
    ...profile,
    ...(timestamps.length > 0 ? { timestamps } : {}),
    ...(placeholders.length > 0 ? { placeholders } : {}),
    ...(profile.classes || more.classes ? { classes: { ...more.classes, ...profile.classes } } : {}),
  };
}

/** The sheets a profile has a table for, ready to be read. */
export function layOut(views: readonly GridView[], profile: Profile): GridLayout[] {
  return views.flatMap(({ grid, index, header, columns }) => {
    const table = chooseTable(profile, columns);
    if (!table) return [];
    return [{ grid, header, columns, table, lineOffset: index * LINES_PER_SHEET }];
  });
}

/** Reads all laid-out sheets; rows in all, the longest sheet, and what people should know. */
export async function readGrids(
  layouts: readonly GridLayout[],
  profile: Profile,
  stamps: TimestampReader,
  sink: Sink,
  marks: RowMarks,
): Promise<{ rowsIn: number; sheets: { name: string; rows: number; above: number }[]; notes: FileNote[] }> {
  const notes: FileNote[] = [];
  const sheets: { name: string; rows: number; above: number }[] = [];
  let rowsIn = 0;
  for (const layout of layouts) {
    const { grid, columns, table, header } = layout;
    const count = await readGrid(layout, profile, stamps, sink, marks);
    rowsIn += count.rowsIn;
    sheets.push({ name: grid.name, rows: count.lastLine, above: header.line });
    const sheet = grid.name;
    if (grid.hidden) notes.push({ code: 'hidden-sheet', sheet, n: count.rowsIn });
    if (count.hiddenRows > 0) notes.push({ code: 'hidden-rows', sheet, n: count.hiddenRows });
    if (count.formulas > 0) notes.push({ code: 'formulas', sheet, n: count.formulas });
    const { n, first } = count.unread;
    if (n > 0) notes.push({ code: 'nameless-cells', sheet, n, value: first });
    for (const [column, n] of mergedColumns(count.merged, header.line, columns)) {
      if (!(table.fill ?? []).includes(column)) notes.push({ code: 'merged-cells', sheet, column, n });
    }
  }
  return { rowsIn, sheets, notes };
}

/** How many ranges below the header are merged over rows, by column. */
function mergedColumns(merged: readonly string[], headerLine: number, columns: Columns): Map<string, number> {
  const found = new Map<string, number>();
  for (const range of merged) {
    const match = /^([A-Z]+)(\d+):/.exec(range);
    if (!match || Number(match[2]) <= headerLine) continue;
    const position = [...match[1]!].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const name = columns.names[position] ?? '';
    if (name !== '') found.set(name, (found.get(name) ?? 0) + 1);
  }
  return found;
}
