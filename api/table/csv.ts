import { looksLikeFormula } from '../../sql/inert-text.ts';

/** What a cell may hold. Numbers stay numbers; null and undefined are an empty cell. */
export type Cell = string | number | boolean | null | undefined;

/** RFC 4180 with a byte order mark and CRLF; text cells are always quoted, and inert where they could be a formula. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  const inert = looksLikeFormula(cell) ? `'${cell}` : cell;
  return `"${inert.replaceAll('"', '""')}"`;
}

/** RFC 6266 with RFC 8187's form for names beyond ASCII. */
export function attachment(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._ -]+/gu, '_');
  const ascii = safe.replace(/[^\x20-\x7e]+/g, '_');
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
