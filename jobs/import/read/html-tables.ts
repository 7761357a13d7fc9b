import type { Grid, GridCount, GridRow } from './grid.ts';

const MAX_SPAN = 1000;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const NO_SERIALS: GridRow['serials'] = new Map();
const NO_FAULTS: GridRow['faults'] = new Map();

/** Text of a cell: tags dropped, entities resolved, line breaks kept as spaces. */
function textOf(html: string): string {
  return html
    .replaceAll(/<br\b[^>]*>/gi, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,8}));/gi,
      (whole, hex: string, decimal: string, name: string) => {
        const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : NaN;
        if (Number.isNaN(code)) return NAMED[name?.toLowerCase()] ?? whole;
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The tables of a page that an export wrote and named .xls; tables inside tables are read by themselves. */
export function htmlTables(html: string): Grid[] {
  const rows: { from: number; to: number; table: number }[] = [];
  const open: number[] = [];
  let tables = 0;
  const ends = new Map<number, number>();
  for (const tag of html.matchAll(/<(\/?)(table|tr)\b[^>]*>/gi)) {
    const closing = tag[1] === '/';
    const kind = tag[2]!.toLowerCase();
    const table = open.at(-1) ?? -1;
    const last = ends.get(table);
    if (last !== undefined && (kind === 'tr' || closing)) {
      rows[last]!.to = Math.min(rows[last]!.to, tag.index);
      ends.delete(table);
    }
    if (kind === 'table') {
      if (closing) open.pop();
      else open.push(tables++);
    } else if (!closing && table >= 0) {
      ends.set(table, rows.length);
      rows.push({ from: tag.index + tag[0].length, to: html.length, table });
    }
  }
  return Array.from({ length: tables }, (_, table) => ({
    name: tables > 1 ? `table ${table + 1}` : '',
    hidden: false,
    read: (onRow) =>
      Promise.resolve(
        readTable(
          html,
          rows.filter((row) => row.table === table),
          onRow,
        ),
      ),
  }));
}

function readTable(
  html: string,
  rows: readonly { from: number; to: number }[],
  onRow: (row: GridRow) => boolean | void,
): GridCount {
  let hanging = new Map<number, number>();
  let number = 0;
  for (const { from, to } of rows) {
    const cells: string[] = [];
    const next = new Map<number, number>();
    let column = 0;
    const passHanging = () => {
      for (let left = hanging.get(column) ?? 0; left > 0; left = hanging.get(column) ?? 0) {
        if (left > 1) next.set(column, left - 1);
        cells[column++] = '';
      }
    };
    const body = html.slice(from, to).replaceAll(/<table\b[\s\S]*?<\/table\s*>/gi, ' ');
    for (const cell of body.matchAll(/<t[dh]\b([^>]*)>([\s\S]*?)(?=<t[dh]\b|<\/t[dhr]\b|$)/gi)) {
      passHanging();
      const span = (name: string) =>
        Math.min(
          MAX_SPAN,
          Math.max(1, Number(new RegExp(`${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(cell[1]!)?.[1] ?? 1)),
        );
      const [wide, deep] = [span('colspan'), span('rowspan')];
      for (let i = 0; i < wide; i++) {
        if (deep > 1) next.set(column, deep - 1);
        cells[column++] = i === 0 ? textOf(cell[2]!) : '';
      }
    }
    passHanging();
    hanging = next;
    number++;
    if (onRow({ line: number, cells, serials: NO_SERIALS, faults: NO_FAULTS, fault: null }) === false) break;
  }
  return { rows: rows.length, lastLine: rows.length, hiddenRows: 0, formulas: 0, merged: [] };
}
