import { rmSync, truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectOutcome, given, HEAD, profile, row, type Given, type Outcome } from './catalogue.ts';
import { accounted, read, written } from './reading.ts';
import { workbook, workbookParts, zipped, type Sheet } from './workbook.ts';

type Case = [line: string, content: string | Buffer, outcome: Outcome, more?: Given];

const key = (text: string) => row(`${text},受理,2024-03-01,`);
const note = (text: string) => row(`1,受理,2024-03-01,${text}`);
const gb = Buffer.from('b5a5bac52cbbb7bdda2ccab1bce42cb1b8d7a20a', 'hex'); // 单号,环节,时间,备注 in GB18030
const gbRow = Buffer.concat([Buffer.from('1,'), Buffer.from('cadcc0ed', 'hex'), Buffer.from(',2024-03-01,\n')]);
const utf16 = (text: string, bom: boolean) => Buffer.from((bom ? '\ufeff' : '') + text, 'utf16le');
const many = (n: number) => Array.from({ length: n }, (_, i) => `${i},受理,2024-03-01,\n`).join('');
const manyCells = (n: number) => Array.from({ length: n }, (_, i) => [String(i), '受理', '2024-03-01', '']);
const spoilt = (bytes: Buffer, every: number, by = '\xff') => {
  const lines = bytes.toString('latin1').split('\n');
  return Buffer.from(
    lines.map((line, i) => (i > 0 && i % every === 0 ? line.replace(/,.*?,/, `,${by},`) : line)).join('\n'),
    'latin1',
  );
};
const sheet = (cells: Sheet['rows']) => workbook([{ name: 'x', rows: [['单号', '环节', '时间', '备注'], ...cells] }]);
const parts = workbookParts([
  {
    name: 'x',
    rows: [
      ['单号', '环节', '时间'],
      ['1', 'a', '2024-03-01'],
    ],
  },
]);
/** Rows that repeat one shared text in so many cells each, the first of them the free text. */
const shared = (cells: number, rows: number) => {
  const again = Array.from({ length: cells }, () => ({ xml: '<c t="s"><v>0</v></c>' }));
  return zipped([
    ...workbookParts([
      {
        name: 'x',
        rows: [
          ['单号', '环节', '时间', '备注'],
          ...Array.from({ length: rows }, (_, i) => [`${i}`, '受理', '2024-03-01', ...again]),
        ],
      },
    ]).filter(({ name }) => name !== 'xl/sharedStrings.xml'),
    { name: 'xl/sharedStrings.xml', content: `<sst><si><t>${'字'.repeat(32_000)}</t></si></sst>` },
  ]);
};
const ole = (text = '') =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(text, 'utf16le')]);
const xes = (inner: string, before = '') =>
  `<?xml version="1.0"?>${before}<log><trace><string key="单号" value="1"/>${inner}</trace></log>`;
const event = '<event><string key="环节" value="a"/><date key="时间" value="2024-03-01T00:00:00Z"/></event>';
const page = `<html><table>${row('1,受理,2024-03-01,')
  .trim()
  .split('\n')
  .map((line) => `<tr><td>${line.split(',').join('</td><td>')}</td></tr>`)
  .join('')}</table></html>`;

const CONTAINER: Case[] = [
  ['0 bytes', '', 'A'],
  ['only a header', HEAD, 'A'],
  ['only blank lines', '\n\n , \n', 'A'],
  ['a workbook of an empty sheet', workbook([{ name: 'x', rows: [] }]), 'A'],
  [
    'a login page instead of data',
    '<!DOCTYPE html><html><form><input type="password"></form></html>',
    'R unknown-format',
  ],
  ['CSV named .xlsx', row(''), 'A', { name: 'a.xlsx' }],
  ['an HTML table named .xls', page, 'A', { name: 'a.xls' }],
  ['tab text named .xls', row('1,受理,2024-03-01,').replaceAll(',', '\t'), 'A', { name: 'a.xls' }],
  ['an HTML table named .xlsx', page, 'A', { name: 'a.xlsx' }],
  ['a real old .xls', ole(), 'R old-excel', { name: 'a.xls' }],
  ['a workbook with a password', ole('EncryptedPackage'), 'R encrypted'],
  ['.xlsb', zipped([{ name: 'xl/workbook.bin', content: '' }]), 'R binary-workbook'],
  ['macros', zipped([...parts, { name: 'xl/vbaProject.bin', content: '' }]), 'R macros'],
  [
    'a document-security envelope',
    Buffer.concat([Buffer.from('b\x14#e E-SafeNet LOCK'), Buffer.alloc(99)]),
    'R secured',
  ],
  ['a nested archive', zipped([...parts, { name: 'a.zip', content: '' }]), 'R unsafe-zip'],
  ['a truncated archive', zipped(parts).subarray(0, 900), 'H incomplete'],
  ['a gzipped workbook', gzipSync(zipped(parts)), 'A'],
  ['gzip cut off', gzipSync(row('')).subarray(0, 40), 'R broken-gzip'],
  ['DOCTYPE', xes(event, '<!DOCTYPE log [<!ENTITY a "aaaa">]>'), 'R broken-xml'],
  ['an entity', xes(event.replace('"a"', '"&a;"')), 'R broken-xml'],
  ['XML of 65 levels', xes('<list>'.repeat(70) + '</list>'.repeat(70)), 'R broken-xml'],
  [
    '257 attributes of an event',
    xes(
      event.replace(
        '</event>',
        `${Array.from({ length: 257 }, (_, i) => `<string key="k${i}" value=""/>`).join('')}</event>`,
      ),
    ),
    'R broken-xml',
  ],
  ['an external reference', xes('<xi:include href="file:///etc/passwd"/>' + event), 'R broken-xml'],
  ['a value of more than 1 MB', xes(event.replace('"a"', `"${'x'.repeat(1_048_577)}"`)), 'R broken-xml'],
  ['an encoding that XML names wrongly', xes(event).replace('?>', ' encoding="GB18030"?>'), 'R broken-xml'],
  [
    'and one that makes no difference',
    xes(event)
      .replace('?>', ' encoding="ISO-8859-1"?>')
      .replaceAll(/[\u0080-\uffff]/g, (c) => `&#${c.charCodeAt(0)};`),
    'A',
  ],
  ['an attribute of the profile that no event has', xes(event), 'N absent-columns'],
  ['XML that breaks off', xes(event).slice(0, -20), 'R broken-xml'],
  ['a control character in XML', xes(event.replace('"a"', '"\u0001"')), 'R broken-xml'],
  [
    'a wrong dimension',
    workbook([
      {
        name: 'x',
        rows: [
          ['单号', '环节', '时间'],
          ['1', 'a', '2024-03-01'],
        ],
        before: '<dimension ref="A1"/>',
      },
    ]),
    'A',
  ],
  ['a text of 32,000 characters in each of 2,000 cells', shared(1, 2_000), 'A'],
  ['a text of 32,000 characters in 2,000 cells of each of 20 rows', shared(2_000, 20), 'N nameless-cells'],
  ['a cell of 32,768 characters', note('x'.repeat(32_768)), 'Q too-long'],
  ['a line of 1 MB', note('x'.repeat(1_100_000)), 'Q too-long'],
  ['16,385 columns', row(`1${','.repeat(16_390)}`), 'Q too-long'],
  ['exactly 65,536 lines', HEAD + many(65_535), 'H row-cap'],
  ['exactly 65,536 lines with titles above', `台账\n制表\n${HEAD}${many(65_533)}`, 'H row-cap'],
  ['exactly 10,000 rows', HEAD + many(10_000), 'N round-rows'],
  ['exactly 5,000 rows of a sheet', sheet(manyCells(5_000)), 'H row-cap'],
  ['exactly 10,000 rows of a source that is whole', HEAD + many(10_000), 'A', { rowCaps: [] }],
  ['10,001 rows', HEAD + many(10_001), 'A'],
];

const ENCODING: Case[] = [
  ['UTF-8 with BOM', `\ufeff${row('')}`, 'A'],
  ['GB18030', Buffer.concat([gb, gbRow]), 'A'],
  ['UTF-16 LE with BOM', utf16(row('1,受理,2024-03-01,'), true), 'A'],
  ['UTF-16 BE with BOM', utf16(row('1,受理,2024-03-01,'), true).swap16(), 'A'],
  ['UTF-16 without BOM', utf16(HEAD + many(30), false), 'A'],
  ['a bad byte in one record of many', spoilt(Buffer.from(HEAD + many(300)), 250), 'Q bad-bytes'],
  ['more than 1 % bad', spoilt(Buffer.from(HEAD + many(300)), 20), 'H unknown-encoding'],
  ['UTF-16 without BOM in which no byte is zero', utf16('单号环节时间\u0a0d'.repeat(40), false), 'H unknown-encoding'],
  ['UTF-8 that goes on as GB18030 for a record', Buffer.concat([Buffer.from(HEAD + many(300)), gbRow]), 'Q bad-bytes'],
  ['for more than 1 %', Buffer.concat([Buffer.from(HEAD + many(9)), gbRow, gbRow]), 'H unknown-encoding'],
  [
    'half a surrogate pair in a UTF-16 record',
    utf16(`${HEAD}${many(300)}1,受\ud83d理,2024-03-01,\n`, true),
    'Q bad-bytes',
  ],
  [
    'more than 1 % of them',
    utf16(`${HEAD}${many(9)}${'1,受\ud83d理,2024-03-01,\n'.repeat(2)}`, true).swap16(),
    'R bad-bytes',
  ],
  ['half a surrogate pair in a record', spoilt(Buffer.from(HEAD + many(300)), 250, '\xed\xa0\x80'), 'Q bad-bytes'],
  [
    'characters of GB18030-2022',
    Buffer.concat([gb, Buffer.from('1,'), Buffer.from('fe59', 'hex'), gbRow.subarray(6)]),
    'A',
  ],
  ['a tiny file valid in both whose header decides', Buffer.concat([gb, gbRow]), 'A'],
  ['one whose header decides nothing', Buffer.from('bcd72cd2d20ad2bb2cb6fe0a', 'hex'), 'H missing-columns'],
  ['NUL in an identifier', key('1\0'), 'Q bad-identifier'],
  ['a control character in an identifier', key('1\u0001'), 'Q bad-identifier'],
  ['a noncharacter in an identifier', key('1\ufdd0'), 'Q bad-identifier'],
  ['NUL in free text', note('a\0b'), 'N control-characters'],
  ['rare names', note('\u{20BB7}\u{2A6A5}䶮'), 'A'],
  ['private-use characters', note('\ue81e'), 'N private-characters'],
  ['a full-width identifier', key('ＡＢ１２'), 'N normalised-numbers'],
  ['no-break and zero-width spaces', key('\u00a0A\u200b1'), 'N normalised-numbers'],
  ['direction marks', note('\u202eabc'), 'N direction-marks'],
  ['leading zeros and 19 digits', key('0123456789012345678'), 'A'],
  ['scientific notation', key('1.23E+15'), 'Q spoiled-identifier'],
  ['zeros from the 16th digit on', key('1234567890123450000'), 'N rounded-numbers'],
  ['16 digits, each with a zero at the end', key('1234567890123450'), 'N rounded-numbers'],
  [
    '16 digits, every tenth with one',
    HEAD + Array.from({ length: 20 }, (_, i) => `${3324030100000000 + i},受理,2024-03-01,\n`).join(''),
    'A',
  ],
  ['a leading apostrophe', key("'0071"), 'N apostrophes'],
];

const STRUCTURE: Case[] = [
  ['a mapped column twice', '单号,单号,环节,时间\n1,1,a,2024-03-01\n', 'H duplicate-column'],
  ['an unmapped column twice', '单号,环节,时间,x,x\n1,a,2024-03-01,,\n', 'N duplicate-header'],
  ['a blank header', '单号,环节,时间,,\n1,a,2024-03-01,,\n', 'A'],
  ['__proto__ and constructor', '__proto__,constructor,单号,环节,时间\na,b,1,a,2024-03-01\n', 'N unused-columns'],
  ['spaces and line breaks in a header', '" 单\u3000号","环节","时\n间"\n1,a,2024-03-01\n', 'A'],
  ['a new column', '单号,环节,时间,备注,新列\n1,a,2024-03-01,,x\n', 'N unused-columns'],
  ['a missing optional column', '单号,环节,时间\n1,a,2024-03-01\n', 'N absent-columns'],
  ['outer spaces around a header', ' 单号 ,"环节\n",时间\n1,a,2024-03-01\n', 'A'],
  ['title rows above', `某县台账\n\n制表：某人,,,\n${row('1,受理,2024-03-01,')}`, 'A'],
  ['a totals row below', `${row('1,受理,2024-03-01,')}合计,,1,\n`, 'A'],
  ['columns in another order', '时间,单号,环节\n2024-03-01,1,a\n', 'A'],
  ['a missing required column', '单号,环节\n1,a\n', 'H missing-columns'],
  ['too few fields', row('1,受理'), 'Q ragged-row'],
  ['too many fields', row('1,受理,2024-03-01,a,b'), 'Q ragged-row'],
  ['an unclosed quote', row('1,"受理,2024-03-01,'), 'Q broken-quote'],
  ['a quote inside a field', row('1,受"理,2024-03-01,'), 'A'],
  ['a quoted field of 60 lines', row(`1,受理,2024-03-01,"${'x\n'.repeat(60)}"`), 'Q broken-quote'],
  ['an open quote of 64 kB', row(`1,受理,2024-03-01,"${`${'x'.repeat(9000)}\n`.repeat(9)}`), 'Q broken-quote'],
  ['semicolons', row('1,受理,2024-03-01,').replaceAll(',', ';'), 'A'],
  ['tabs', row('1,受理,2024-03-01,').replaceAll(',', '\t'), 'A'],
  ['another delimiter from one line on', row('1;受理;2024-03-01;'), 'Q ragged-row'],
  ['a form feed between rows', row('1,受理,2024-03-01,\n\f'), 'A'],
  ['pipes', row('1,受理,2024-03-01,').replaceAll(',', '|'), 'A'],
  ['Chinese commas', row('1,受理,2024-03-01,').replaceAll(',', '，'), 'A'],
  ['a sep= line', `sep=;\n${row('1,受理,2024-03-01,').replaceAll(',', ';')}`, 'A'],
  ['CR alone', row('1,受理,2024-03-01,').replaceAll('\n', '\r'), 'A'],
  ['mixed line ends, none at the end', row('1,受理,2024-03-01,').replace('\n', '\r\n').trimEnd(), 'A'],
  [
    'a hidden sheet',
    workbook([
      {
        name: 'x',
        state: 'hidden',
        rows: [
          ['单号', '环节', '时间'],
          ['1', 'a', '2024-03-01'],
        ],
      },
    ]),
    'N hidden-sheet',
  ],
  ['a hidden row', sheet([{ cells: ['1', 'a', '2024-03-01'], attributes: 'hidden="1"' }]), 'N hidden-rows'],
  ['cells beside the header', sheet([['1', 'a', '2024-03-01', '', 'x', '', 'y']]), 'N nameless-cells'],
  ['blank cells beside the header', sheet([['1', 'a', '2024-03-01', '', '', ' ']]), 'A'],
  ['a formula with its value', sheet([['1', { xml: '<c t="str"><f>A1</f><v>a</v></c>' }, '2024-03-01']]), 'N formulas'],
  [
    'a formula that links to another file',
    sheet([['1', { xml: '<c t="str"><f>[1]x!A1</f><v>a</v></c>' }, '2024-03-01']]),
    'N formulas',
  ],
  ['a formula without a value', sheet([['1', { xml: '<c><f>A1</f></c>' }, '2024-03-01']]), 'Q formula-without-value'],
  ['#N/A', sheet([['1', { xml: '<c t="e"><v>#N/A</v></c>' }, '2024-03-01']]), 'Q formula-error'],
  [
    'rich text',
    sheet([
      [
        '1',
        { xml: '<c t="inlineStr"><is><r><t>受</t></r><r><t>理</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>' },
        '2024-03-01',
      ],
    ]),
    'A',
  ],
  [
    'a filter, a hidden column and a hyperlink',
    workbook([
      {
        name: 'x',
        rows: [
          ['单号', '环节', '时间'],
          ['1', 'a', '2024-03-01'],
        ],
        before: '<cols><col min="2" max="2" hidden="1"/></cols>',
        after: '<autoFilter ref="A1:C2"/><hyperlinks><hyperlink ref="A2" location="x!A1"/></hyperlinks>',
      },
    ]),
    'A',
  ],
  ['a boolean', sheet([['1', { xml: '<c t="b"><v>1</v></c>' }, '2024-03-01']]), 'A'],
  [
    'merged cells',
    workbook([
      {
        name: 'x',
        rows: [
          ['单号', '环节', '时间'],
          ['1', 'a', '2024-03-01'],
          ['2', 'a', '2024-03-01'],
        ],
        after: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
      },
    ]),
    'N merged-cells',
  ],
];

describe.each([
  ['5.1 container and limits', CONTAINER],
  ['5.2 encoding and text', ENCODING],
  ['5.3 structure', STRUCTURE],
])('%s', (_, cases) => {
  it.each(cases)('%s', async (_line, content, outcome, more) => {
    expectOutcome(await read(written(content, more?.name ?? 'file'), given(more)), outcome);
  });
});

it('5.1 a file of more than 2 GB is rejected unread', async () => {
  const path = written(HEAD, 'huge.csv');
  truncateSync(path, 2 * 1024 ** 3 + 1); // takes no room
  expectOutcome(await read(path, given({})), 'R too-big');
  rmSync(path);
});

it('5.3 an attribute that only the last trace has is none that the log lacks', async () => {
  const trace = (inner: string) => `<trace><string key="单号" value="1"/>${inner}</trace>`;
  const late = event.replace('<date', '<string key="备注" value="x"/><date');
  const text = (last: string) => `<log>${trace(event).repeat(5_000)}${trace(last)}</log>`;
  expectOutcome(await read(written(text(event)), given()), 'N absent-columns');
  expect((await read(written(text(late)), given())).noted).toEqual([]);
});

describe('5.3 resynchronising', () => {
  it('reads the rows after a stray quote, however far it reaches', async () => {
    for (const stray of [
      '9,"受理,2024-03-01,\n',
      `9,受理,2024-03-01,"${'x\n'.repeat(60)}`,
      `9,"${'y'.repeat(70_000)}\n`,
    ]) {
      const reading = await read(written(HEAD + stray + many(100), 'file'), profile);
      expect(reading.events).toHaveLength(100);
      expect(accounted(reading)).toBe(reading.rowsIn);
    }
  });
});
