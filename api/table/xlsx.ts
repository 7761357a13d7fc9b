import { writeXlsx } from 'hucre/xlsx';
import type { Cell } from './csv.ts';

export type Sheet = { name: string; rows: readonly (readonly Cell[])[]; merges?: Merge[]; head?: number };

/** Cells from (row, column) to (row, column), both included, from 0. */
export type Merge = { startRow: number; startCol: number; endRow: number; endCol: number };

/** What a spreadsheet's grid and file format hold of a sheet's name and of a cell's text. */
const NAME_LENGTH = 31;
const TEXT_LENGTH = 32_767;
const WIDEST = 48;
/** Characters that XML cannot hold. */
const NOT_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/** A workbook: heads frozen, text as text (a cell that looks like a formula stays inert), numbers as numbers. */
export async function xlsxBytes(sheets: readonly Sheet[]): Promise<Buffer> {
  const names = uniqueNames(sheets.map(({ name }) => name));
  const bytes = await writeXlsx({
    sheets: sheets.map(({ rows, merges, head = 1 }, i) => ({
      name: names[i]!,
      rows: rows.map((row) => row.map(plain)),
      columns: widthsOf(rows).map((width) => ({ width })),
      ...(i > 0 || sheets.length === 1 ? { freezePane: { rows: head } } : {}),
      ...(merges ? { merges } : {}),
    })),
  });
  return Buffer.from(bytes);
}

function plain(cell: Cell): string | number | boolean | null {
  if (cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell))) return null;
  return typeof cell === 'string' ? cell.replace(NOT_XML, '').slice(0, TEXT_LENGTH) : cell;
}

/** Excel forbids these characters, more than 31 of them, and two sheets of one name. */
function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const safe = name.replace(/[\\/?*[\]:]/g, ' ').slice(0, NAME_LENGTH) || '1';
    let unique = safe;
    for (let n = 2; used.has(unique); n++) unique = `${safe.slice(0, NAME_LENGTH - 3)} ${n}`;
    used.add(unique);
    return unique;
  });
}

/** In characters; a Chinese one is twice as wide. */
function widthsOf(rows: Sheet['rows']): number[] {
  const widths: number[] = [];
  for (const row of rows.slice(0, 200)) {
    row.forEach((cell, i) => {
      const width = [...String(cell ?? '')].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 2);
      widths[i] = Math.min(WIDEST, Math.max(widths[i] ?? 8, width));
    });
  }
  return widths;
}
