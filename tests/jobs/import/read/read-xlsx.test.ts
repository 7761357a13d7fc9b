import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { accounted, read, readText, written } from './reading.ts';
import { workbook, workbookParts, zipped, type Cell, type Sheet } from './workbook.ts';

const profile: Profile = {
  name: 'log',
  tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间' } }],
};
const head: Cell[] = ['单号', '环节', '时间'];
const good = (n: number): Cell[] => [`${n}`, '受理', '2024-03-01 08:00:00'];
const log = (rows: Sheet['rows'], more: Partial<Sheet> = {}): Buffer => workbook([{ name: '日志', rows, ...more }]);
const stamp = (micros: number | null | undefined) => new Date((micros ?? NaN) / 1000).toISOString();

describe('reading XLSX', () => {
  it('reads text, numbers and dates of one column, whatever the dimension says', async () => {
    const reading = await readText(
      log([head, ['007', '受理', { n: 45352.336805555555, style: 2 }], ['8', '受理', { n: 45352.5 }], good(9)], {
        before: '<dimension ref="A1:B1"/>',
      }),
      profile,
    );
    expect(reading.problem).toBeNull();
    expect(reading).toMatchObject({ format: 'xlsx', rowsIn: 3 });
    expect(reading.events.map((event) => [event.caseKey, stamp(event.finished)])).toEqual([
      ['007', '2024-03-01T00:05:00.000Z'],
      ['8', '2024-03-01T04:00:00.000Z'],
      ['9', '2024-03-01T00:00:00.000Z'],
    ]);
  });

  it('keeps 19 digits and padded numbers of identifiers', async () => {
    const { events } = await readText(
      log([head, [{ n: '1234567890123456789' }, 'a', '2024-03-01'], [{ n: 123, style: 3 }, 'a', '2024-03-01']]),
      profile,
    );
    expect(events.map((event) => event.caseKey)).toEqual(['1234567890123456789', '0000123']);
  });

  it('honours the date system of 1904', async () => {
    const file = workbook(
      [{ name: 'x', rows: [head, ['1', 'a', { n: 43890.5, style: 2 }]] }],
      '<workbookPr date1904="1"/>',
    );
    expect(stamp((await readText(file, profile)).events[0]?.finished)).toBe('2024-03-01T04:00:00.000Z');
  });

  it('refuses serials below 61, errors and formulas without a value, and takes saved values', async () => {
    const reading = await readText(
      log([
        head,
        ['1', 'a', { n: 45, style: 1 }],
        ['2', 'a', { xml: '<c t="e"><v>#N/A</v></c>' }],
        ['3', 'a', { xml: '<c><f>NOW()</f></c>' }],
        ['4', { xml: '<c t="str"><f>B1</f><v>受理</v></c>' }, '2024-03-01'],
      ]),
      profile,
    );
    expect(reading.refused.map(({ line, column, value, reason }) => [line, column, value, reason])).toEqual([
      [2, '时间', '45', 'bad-timestamp'],
      [3, '时间', '#N/A', 'formula-error'],
      [4, '时间', '', 'formula-without-value'],
    ]);
    expect(reading.events.map((event) => event.step)).toEqual(['受理']);
    expect(reading.noted).toContainEqual({ code: 'formulas', sheet: '日志', n: 2 });
    expect(accounted(reading)).toBe(reading.rowsIn);
  });

  it('reads cells without references, and refuses second rows of one number and second cells of one place', async () => {
    const bare = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const after = zipped([
      ...workbookParts([{ name: 'x', rows: [head] }]).filter(({ name }) => !name.includes('sheet1.xml')),
      {
        name: 'xl/worksheets/sheet1.xml',
        content:
          `<worksheet><sheetData><row>${head.map((name) => bare(String(name))).join('')}</row>` +
          `<row>${['1', 'a', '2024-03-01'].map(bare).join('')}</row>` +
          `<row r="9">${['2', 'a', '2024-03-01'].map(bare).join('')}</row><row r="9">${bare('3')}</row>` +
          `<row r="5"><c r="A5"><v>4</v></c><c r="A5"><v>5</v></c></row></sheetData></worksheet>`,
      },
    ]);
    const reading = await readText(after, profile);
    expect(reading.events.map(({ line, caseKey }) => [line, caseKey])).toEqual([
      [2, '1'],
      [9, '2'],
    ]);
    expect(reading.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [9, 'duplicate-row'],
      [5, 'duplicate-cell'],
    ]);
    expect(accounted(reading)).toBe(reading.rowsIn);
  });

  it('reads a ledger: titles above, two sheets that name columns differently, totals, hidden rows, mixed dates', async () => {
    const ledger = workbook([
      {
        name: '在途',
        rows: [
          ['某县业扩台账'],
          ['单位：件'],
          ['工单编号', '供电单位', '状态', '正式受理日期', '答复日期'],
          ['1001', '城关所', '运行', '2024/3/1', '2024.3.5'],
          { cells: ['1002', null, '运行', { n: 45353, style: 1 }, null], attributes: 'hidden="1"' },
          ['1003', '河西所', '归档', '2024-3-2', '2024年3月6日'],
          ['合计', null, null, 3, null],
        ],
        after: '<mergeCells count="1"><mergeCell ref="B4:B5"/></mergeCells>',
      },
      {
        name: '归档',
        state: 'hidden',
        rows: [
          ['工单号', '单位', '状态', '受理时间', '送电日期'],
          ['0901', '城关所', '归档', '2024-02-01', '2024-02-20'],
          ['0902', '河西所', '归档', '2024-02-02', '2024-02-21'],
        ],
      },
      { name: '说明', rows: [['本表由手工填写']] },
    ]);
    const reading = await readText(ledger);
    expect(reading.problem).toBeNull();
    expect(reading.profile?.tables).toHaveLength(2);
    expect(reading.rows.map((row) => (row.kind === 'case' ? [row.line, row.caseKey] : null))).toEqual([
      [4, '1001'],
      [5, '1002'],
      [6, '1003'],
      [10_000_002, '0901'],
      [10_000_003, '0902'],
    ]);
    expect(reading.totals).toEqual([7]);
    expect(reading.noted.map(({ code }) => code).sort()).toEqual([
      ...['hidden-rows', 'hidden-sheet', 'merged-cells', 'sheet-not-read'],
    ]);
    const second = reading.rows[1];
    expect(second?.kind === 'case' ? second.attributes.unit : 'x').toBeNull();
    const tables = reading.profile!.tables.map((table) => ({ ...table, fill: ['供电单位'] }));
    const filled = (await readText(ledger, { ...reading.profile!, tables })).rows[1];
    expect(filled?.kind === 'case' ? filled.attributes.unit : 'x').toBe('城关所');
  });

  it('says how many cells stand below no name, and where the first is', async () => {
    const beside = (rows: Sheet['rows']) => workbook([{ name: '一', rows: [['单号', '环节', '时间'], ...rows] }]);
    const cells = Array.from({ length: 28 }, (_, i) => (i === 27 ? 'x' : ''));
    const { noted, rows } = await readText(beside([good(1), [...good(2), ...cells.slice(good(2).length)]]), profile);
    expect(rows).toHaveLength(2);
    expect(noted).toEqual([{ code: 'nameless-cells', sheet: '一', n: 1, value: 'AB3' }]);
  });

  it('names the sheet of a refused row where there are several', async () => {
    const { refused } = await readText(
      workbook([
        { name: '一', rows: [head, good(1)] },
        { name: '二', rows: [head, ['2', 'a', '昨天']] },
      ]),
      profile,
    );
    expect(refused).toMatchObject([
      { sheet: '二', line: 10_000_002, column: '时间', value: '昨天', reason: 'bad-timestamp' },
    ]);
  });

  it('understands a head of two rows', async () => {
    const { rows, problem } = await readText(
      log([
        ['工单编号', '供电单位', '时限', null],
        [null, null, '受理时间', '答复时间'],
        ['1', '城关所', '2024-03-01', '2024-03-05'],
        ['2', '河西所', '2024-03-02', '2024-03-06'],
      ]),
    );
    expect(problem).toBeNull();
    expect(rows.map((row) => (row.kind === 'case' ? row.milestones.length : 0))).toEqual([2, 2]);
  });

  it('reads a gzipped workbook and one named .xls', async () => {
    expect((await readText(gzipSync(log([head, good(1)])), profile)).events).toHaveLength(1);
    expect((await read(written(log([head, good(1)]), 'a.xls'), profile)).events).toHaveLength(1);
  });
});

describe('refusing workbooks', () => {
  const parts = workbookParts([{ name: 'x', rows: [head, good(1)] }]);
  const replaced = (name: string, content: string) =>
    zipped(parts.map((part) => (part.name === name ? { name, content } : part)));
  const first = 'xl/worksheets/sheet1.xml';
  const sheet = (inner: string, before = '') => `${before}<worksheet><sheetData>${inner}</sheetData></worksheet>`;
  const zeros = (megabytes: number) =>
    sheet(`<row r="1"><c t="str"><v>${'0'.repeat(megabytes * 1024 ** 2)}</v></c></row>`);
  const whole = zipped(parts);
  const overlapping = () => {
    const bytes = Buffer.from(whole);
    const second = bytes.indexOf(Buffer.from('504b0102', 'hex'), bytes.indexOf(Buffer.from('504b0102', 'hex')) + 4);
    bytes.writeUInt32LE(0, second + 42);
    return bytes;
  };
  it.each<[string, () => Buffer, string, string]>([
    [
      'more than 1,000 entries',
      () => zipped(Array.from({ length: 1001 }, (_, i) => ({ name: `xl/${i}`, content: '' }))),
      'rejected',
      'unsafe-zip',
    ],
    ['a bomb', () => replaced(first, zeros(4)), 'rejected', 'unsafe-zip'],
    [
      'a bomb whose directory lies',
      () =>
        zipped(parts.map((part) => (part.name === first ? { name: first, content: zeros(4), claims: 1000 } : part))),
      'rejected',
      'broken-workbook',
    ],
    [
      'a part of more than 500 MB',
      () => zipped([...parts, { name: 'xl/a.xml', content: randomBytes(6_000_000), claims: 525_000_000 }]),
      'rejected',
      'unsafe-zip',
    ],
    [
      'parts of more than 1 GB in all',
      () => {
        const content = randomBytes(5_000_000);
        return zipped([
          ...parts,
          ...['a', 'b', 'c'].map((n) => ({ name: `xl/${n}.xml`, content, claims: 400_000_000 })),
        ]);
      },
      'rejected',
      'unsafe-zip',
    ],
    ['a nested archive', () => zipped([...parts, { name: 'xl/a.zip', content: 'x' }]), 'rejected', 'unsafe-zip'],
    ['a name with ..', () => zipped([...parts, { name: 'xl/../../a', content: 'x' }]), 'rejected', 'unsafe-zip'],
    ['an absolute name', () => zipped([...parts, { name: '/etc/a', content: 'x' }]), 'rejected', 'unsafe-zip'],
    ['a name with a backslash', () => zipped([...parts, { name: 'xl\\a', content: 'x' }]), 'rejected', 'unsafe-zip'],
    ['a name with NUL', () => zipped([...parts, { name: 'xl/a\0b', content: 'x' }]), 'rejected', 'unsafe-zip'],
    ['a duplicate entry', () => zipped([...parts, parts[0]!]), 'rejected', 'unsafe-zip'],
    ['overlapping entries', overlapping, 'rejected', 'unsafe-zip'],
    ['a truncated file', () => whole.subarray(0, whole.length - 40), 'held', 'incomplete'],
    ['half a file', () => whole.subarray(0, whole.length / 2), 'held', 'incomplete'],
    ['a password on a part', () => zipped(parts, 1), 'rejected', 'encrypted'],
    [
      'a password on the workbook',
      () =>
        Buffer.concat([
          Buffer.from('d0cf11e0a1b11ae1', 'hex'),
          Buffer.alloc(900),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      'rejected',
      'encrypted',
    ],
    [
      'an old .xls',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
      'rejected',
      'old-excel',
    ],
    ['an .xlsb', () => zipped([{ name: 'xl/workbook.bin', content: 'x' }]), 'rejected', 'binary-workbook'],
    ['macros', () => zipped([...parts, { name: 'xl/vbaProject.bin', content: 'x' }]), 'rejected', 'macros'],
    [
      'a document-security envelope',
      () =>
        Buffer.concat([Buffer.from([0x62, 0x14, 0x23, 0x65]), Buffer.from('  E-SafeNet   LOCK'), Buffer.alloc(512, 7)]),
      'rejected',
      'secured',
    ],
    [
      'DOCTYPE',
      () => replaced(first, sheet('', '<!DOCTYPE worksheet [<!ENTITY a "b">]>')),
      'rejected',
      'broken-workbook',
    ],
    [
      'an unknown entity',
      () => replaced(first, sheet('<row r="1"><c t="str"><v>&a;</v></c></row>')),
      'rejected',
      'broken-workbook',
    ],
    ['XML that ends early', () => replaced(first, '<worksheet><sheetData><row r="1">'), 'rejected', 'broken-workbook'],
    [
      'a wrong encoding label',
      () => replaced(first, sheet('', '<?xml version="1.0" encoding="GBK"?>')),
      'rejected',
      'broken-workbook',
    ],
    ['65 levels', () => replaced(first, sheet('<a>'.repeat(65) + '</a>'.repeat(65))), 'rejected', 'broken-workbook'],
    [
      '257 attributes',
      () => replaced(first, sheet(`<row ${Array.from({ length: 257 }, (_, i) => `a${i}="1"`).join(' ')}/>`)),
      'rejected',
      'broken-workbook',
    ],
    ['no sheet', () => replaced('xl/workbook.xml', '<workbook/>'), 'rejected', 'broken-workbook'],
    ['an archive of something else', () => zipped([{ name: 'data.csv', content: 'a' }]), 'rejected', 'unknown-format'],
    ['a Word document', () => zipped([{ name: 'word/document.xml', content: '<a/>' }]), 'rejected', 'unknown-format'],
  ])('%s', async (_, bytes, status, code) => {
    const { problem, rows } = await readText(bytes(), profile);
    expect(problem).toMatchObject({ status, code });
    expect(rows).toEqual([]);
  });

  it.each([65_536, 1_048_576])('holds a sheet of exactly %i lines as perhaps cut off', async (rows) => {
    const last = { cells: good(5), attributes: `r="${rows}"` };
    const params = { rows, sheet: '日志' };
    expect((await readText(log([head, last]), profile)).problem).toMatchObject({
      status: 'held',
      code: 'row-cap',
      params,
    });
    expect((await readText(log([head, last]), { ...profile, rowCaps: [] })).problem).toBeNull();
  });

  it('holds a sheet of a cap the profile names, its header counted or not', async () => {
    const rows = [head, ...Array.from({ length: 99 }, (_, i) => good(i))];
    const capped = await readText(log(rows), { ...profile, rowCaps: [100] });
    expect(capped.problem).toMatchObject({ status: 'held', code: 'row-cap', params: { rows: 100, sheet: '日志' } });
    const below = await readText(log(rows), { ...profile, rowCaps: [99] });
    expect(below.problem).toMatchObject({ status: 'held', code: 'row-cap', params: { rows: 99 } });
  });
});
