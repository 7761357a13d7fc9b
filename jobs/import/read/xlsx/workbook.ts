import { reject } from '../problem.ts';
import { numberFormat, type NumberFormat } from './number-format.ts';
import type { Zip } from './open-zip.ts';
import type { DateSystem } from './serial.ts';
import { readXmlPart } from './xml-part.ts';

export type SheetEntry = { name: string; part: string; hidden: boolean };

export type Workbook = {
  path: string;
  zip: Zip;
  sheets: SheetEntry[];
  dates: DateSystem;
  /** By the style number of a cell. */
  formats: NumberFormat[];
  shared: string[];
};

/** `_x000D_` stands for a character XML cannot hold. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

const resolve = (folder: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : `${folder}${target}`.replace(/(^|\/)[^/]+\/\.\.\//g, '$1');

async function relations(path: string, zip: Zip, part: string): Promise<Map<string, { type: string; part: string }>> {
  const found = new Map<string, { type: string; part: string }>();
  const folder = part.replace(/_rels\/[^/]*$/, '');
  if (!zip.has(part)) return found;
  await readXmlPart(path, zip, part, {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return;
      found.set(Id, { type: (Type ?? '').replace(/^.*\//, ''), part: resolve(folder, Target) });
    },
  });
  return found;
}

/** Reads what a workbook says of its sheets: names, date system, formats and shared strings. */
export async function openWorkbook(path: string, zip: Zip): Promise<Workbook> {
  const top = [...(await relations(path, zip, '_rels/.rels')).values()];
  const main = top.find(({ type, part }) => type === 'officeDocument' && zip.has(part))?.part ?? 'xl/workbook.xml';
  if (!zip.has(main)) reject('broken-workbook', path, { part: main, why: 'missing' });
  const folder = main.replace(/[^/]*$/, '');
  const related = await relations(path, zip, `${folder}_rels/${main.slice(folder.length)}.rels`);
  const sheets: SheetEntry[] = [];
  let dates: DateSystem = 1900;
  let number = 0;
  await readXmlPart(path, zip, main, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true|on)$/.test(attributes.date1904 ?? '')) dates = 1904;
      if (name !== 'sheet') return;
      number++;
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
      const relation = related.get(id);
      const part = relation?.part ?? `${folder}worksheets/sheet${number}.xml`;
      if ((relation && relation.type !== 'worksheet') || !zip.has(part)) return;
      sheets.push({ name: attributes.name ?? `${number}`, part, hidden: /hidden/i.test(attributes.state ?? '') });
    },
  });
  if (sheets.length === 0) reject('broken-workbook', path, { part: main, why: 'no sheet' });
  const partOf = (type: string, usual: string) =>
    [...related.values()].find((relation) => relation.type === type)?.part ?? `${folder}${usual}`;
  return {
    ...{ path, zip, sheets, dates },
    formats: await readFormats(path, zip, partOf('styles', 'styles.xml')),
    shared: await readShared(path, zip, partOf('sharedStrings', 'sharedStrings.xml')),
  };
}

async function readFormats(path: string, zip: Zip, part: string): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inside = false;
  if (!zip.has(part)) return formats;
  await readXmlPart(path, zip, part, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '');
      else if (name === 'cellXfs') inside = true;
      else if (name === 'xf' && inside) formats.push(numberFormat(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') inside = false;
    },
  });
  return formats;
}

async function readShared(path: string, zip: Zip, part: string): Promise<string[]> {
  const shared: string[] = [];
  if (!zip.has(part)) return shared;
  let text = '';
  let inText = false;
  let phonetic = 0;
  await readXmlPart(path, zip, part, {
    plain: 'si',
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') {
        shared.push(unescapeText(text));
      }
    },
    text(value) {
      if (inText) text += value;
    },
  });
  return shared;
}
