import { reject } from './problem.ts';
import type { FileBytes } from './file-bytes.ts';
import type { Grid } from './grid.ts';
import { checkWorkbook } from './sniff.ts';
import { openZip } from './xlsx/open-zip.ts';
import { sheetGrid } from './xlsx/read-sheet.ts';
import { openWorkbook } from './xlsx/workbook.ts';

const MAX_FILE = 512 * 1024 ** 2;

/** Opens the sheets of a workbook; `onRaw` sees the file's own bytes. The archive is held in memory, its parts are streamed. */
export async function workbookGrids(file: FileBytes, onRaw: (chunk: Buffer) => void): Promise<Grid[]> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file.content(onRaw)) {
    bytes += chunk.length;
    if (bytes > MAX_FILE) reject('too-big', file.path, { what: 'XLSX', limit: MAX_FILE });
    chunks.push(Buffer.from(chunk));
  }
  const zip = await openZip(file.path, Buffer.concat(chunks));
  checkWorkbook(file.path, zip.names);
  const workbook = await openWorkbook(file.path, zip);
  return workbook.sheets.map((sheet) => sheetGrid(workbook, sheet));
}
