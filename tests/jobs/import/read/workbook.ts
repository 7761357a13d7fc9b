import { crc32, deflateRawSync } from 'node:zlib';

export type Part = {
  name: string;
  content: string | Buffer;
  /** What the directory claims, where it lies. */ claims?: number;
};

const u16 = (n: number) => Buffer.from([n & 255, (n >> 8) & 255]);
const u32 = (n: number) => Buffer.from([n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255]);

/** Writes a ZIP as programs do; `flags` 1 marks every part as encrypted. */
export function zipped(parts: readonly Part[], flags = 0): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of parts) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const title = Buffer.from(name);
    const common = Buffer.concat([
      ...[u16(20), u16(0x800 | flags), u16(8), u16(0), u16(33), u32(checksum(plain))],
      ...[u32(packed.length), u32(claims ?? plain.length), u16(title.length), u16(0)],
    ]);
    const head = Buffer.concat([u32(0x04034b50), common, title]);
    local.push(head, packed);
    const rest = [u16(0), u16(0), u16(0), u32(0), u32(offset)];
    directory.push(Buffer.concat([u32(0x02014b50), u16(20), common, ...rest, title]));
    offset += head.length + packed.length;
  }
  const size = directory.reduce((n, entry) => n + entry.length, 0);
  const count = u16(parts.length);
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(size), u32(offset), u16(0)];
  return Buffer.concat([...local, ...directory, ...end]);
}

function checksum(bytes: Buffer): number {
  if (typeof crc32 === 'function') return crc32(bytes);
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ -1) >>> 0;
}

/** A cell: text, or a number with a style (1 date, 2 date and time, 3 padded to seven digits), or ready XML after "A1". */
export type Cell = string | number | { n: number | string; style?: number } | { xml: string } | null;
export type Sheet = {
  name: string;
  rows: (Cell[] | { cells: Cell[]; attributes: string })[];
  state?: string;
  after?: string;
  before?: string;
};

const quoted = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

function cellXml(cell: Cell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${quoted(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if ('xml' in cell) return cell.xml.replace('<c', `<c r="${place}"`);
  return `<c r="${place}" s="${cell.style ?? 0}"><v>${cell.n}</v></c>`;
}

export function sheetXml({ rows, after = '', before = '' }: Omit<Sheet, 'name'>): string {
  const data = rows.map((row, i) => {
    const { cells, attributes } = Array.isArray(row) ? { cells: row, attributes: '' } : row;
    const number = / r="/.test(` ${attributes}`) ? '' : `r="${i + 1}"`;
    return `<row ${number} ${attributes}>${cells.map((cell, k) => cellXml(cell, `${letters(k)}${i + 1}`)).join('')}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${before}<sheetData>${data.join('')}</sheetData>${after}</worksheet>`;
}

const STYLES =
  '<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0000000"/></numFmts>' +
  '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>';

/** The parts of a workbook, as a small program would write them. */
export function workbookParts(sheets: readonly Sheet[], settings = ''): Part[] {
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${quoted(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="http://x/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content:
        '<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r">${settings}<sheets>${list.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    { name: 'xl/styles.xml', content: STYLES },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content: sheetXml(sheet) })),
  ];
}

export const workbook = (sheets: readonly Sheet[], settings = ''): Buffer => zipped(workbookParts(sheets, settings));
