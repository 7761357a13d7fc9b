import type { Reason } from '../../../../sql/vocabulary.ts';
import type { Grid, GridCount, GridRow } from '../grid.ts';
import { TagCount } from '../tag-count.ts';
import { cellNumber } from './cell-number.ts';
import { isSerial, partOfDayText, serialText } from './serial.ts';
import { unescapeText, type SheetEntry, type Workbook } from './workbook.ts';
import { readXmlPart } from './xml-part.ts';

const MAX_COLUMNS = 16_384;
const MAX_ROW = 1_048_576;
const MAX_CELL_CHARS = 32_767;
const MAX_MERGED = 10_000;

/** Column of "BC12", from 0; −1 where the reference is missing or none. */
export function columnOf(reference: string | undefined): number {
  if (reference === undefined) return -1;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) | 32;
    if (letter < 97 || letter > 122) return i === 0 ? -1 : column - 1;
    column = column * 26 + letter - 96;
    if (column > MAX_COLUMNS) return MAX_COLUMNS;
  }
  return column - 1;
}

/**
 * A worksheet as a grid. Cells are where they say they are, whatever the sheet's declared dimension; a missing reference means the
 * next cell or row. A second row of one number, a second cell of one place and a cell beyond the limits mark the row.
 */
export function sheetGrid(workbook: Workbook, sheet: SheetEntry): Grid {
  return { name: sheet.name, hidden: sheet.hidden, read: (onRow) => readSheet(workbook, sheet, onRow) };
}

async function readSheet(
  { path, zip, shared, formats, dates }: Workbook,
  sheet: SheetEntry,
  onRow: (row: GridRow) => boolean | void,
): Promise<GridCount> {
  const count: GridCount = { rows: 0, lastLine: 0, hiddenRows: 0, formulas: 0, merged: [] };
  const tags = new TagCount('row');
  const cells: string[] = [];
  const serials = new Map<number, string>();
  const faults = new Map<number, Reason>();
  const lines = new Set<number>();
  const row = { line: 0, cells, serials, faults, fault: null as Reason | null };
  let width = 0;
  let column = -1;
  let type = '';
  let style = -1;
  let value: string | null = null;
  let formula = false;
  let collecting = false;
  let phonetic = 0;
  let stopped = false;

  const put = (text: string): void => {
    while (width <= column) cells[width++] = '';
    if (text.length > MAX_CELL_CHARS) {
      row.fault = 'too-long';
      text = text.slice(0, MAX_CELL_CHARS);
    }
    if (cells[column] !== '') row.fault ??= 'duplicate-cell';
    cells[column] = text;
  };
  const endCell = (): void => {
    if (formula) count.formulas++;
    if (value === null) {
      if (formula) faults.set(column, 'formula-without-value');
      return;
    }
    if (type === 's') return put(shared[Number(value)] ?? '');
    if (type === 'e') {
      faults.set(column, 'formula-error');
      return put(value);
    }
    if (type === 'b') return put(value.trim() === '1' || /^true$/i.test(value.trim()) ? 'TRUE' : 'FALSE');
    if (type !== '' && type !== 'n') return put(unescapeText(value));
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number)) return put(value);
    const format = formats[style];
    if (number >= 0 && number < 1 && format?.kind === 'date' && format.time) return put(partOfDayText(number));
    if (isSerial(number)) {
      if (format?.kind === 'date') return put(serialText(number, dates, format.time));
      serials.set(column, serialText(number, dates, false));
    }
    put(cellNumber(value, number, format));
  };

  await readXmlPart(path, zip, sheet.part, {
    plain: 'row',
    raw: (text) => tags.push(text),
    open(name, attributes) {
      if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        if (column < 0) column = width;
        if (column >= MAX_COLUMNS) {
          column = MAX_COLUMNS - 1;
          row.fault = 'too-long';
        }
        type = attributes.t ?? '';
        style = attributes.s === undefined ? -1 : Number(attributes.s);
        value = null;
        formula = false;
      } else if (name === 'v' || name === 't') {
        collecting = phonetic === 0;
        value ??= '';
      } else if (name === 'f') formula = true;
      else if (name === 'rPh') phonetic++;
      else if (name === 'row') {
        const number = Number(attributes.r ?? row.line + 1);
        row.line = Number.isInteger(number) && number >= 1 && number <= MAX_ROW ? number : row.line + 1;
        row.fault = lines.has(row.line) ? 'duplicate-row' : null;
        lines.add(row.line);
        if (attributes.hidden === '1' || attributes.hidden === 'true') count.hiddenRows++;
        width = 0;
        column = -1;
        cells.length = 0;
        serials.clear();
        faults.clear();
      } else if (name === 'mergeCell') {
        const [first, last] = (attributes.ref ?? '').split(':').map((ref) => Number(ref.replace(/^[A-Z]+/i, '')));
        if (first !== undefined && last !== undefined && last > first && count.merged.length < MAX_MERGED) {
          count.merged.push(attributes.ref!);
        }
      }
    },
    text(text) {
      if (collecting) value = (value ?? '') + text;
    },
    close(name) {
      if (name === 'c') endCell();
      else if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'row' && !stopped) {
        count.lastLine = Math.max(count.lastLine, row.line);
        if (onRow(row) === false) stopped = true;
      }
    },
    enough: () => stopped,
  });
  count.rows = tags.count;
  return count;
}
