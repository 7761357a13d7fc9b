import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { CsvRecords } from '../../../../jobs/import/read/csv-records.ts';
import { guessDelimiter } from '../../../../jobs/import/read/csv-dialect.ts';
import { shared } from '../../../command.ts';
import { accounted, read, readText } from './reading.ts';

const odd = join(shared, 'odd-files');
const FOLDERS = ['csv-spectrum/csvs', 'papaparse', 'encodings', 'xlsx', 'text'];
/** What becomes of each file without a profile; the rest are tables of something else and are held for their missing columns. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'papaparse/long-sample.csv': 'imported',
  'papaparse/sjis-sample.csv': 'unknown-encoding',
  'encodings/holidays_big5_simplified_chars_replaced.csv': 'big5',
  ...Object.fromEntries(
    ['gb18030', 'gbk', 'gbk_semicolon_lf', 'utf16be_nobom', 'utf16le_bom', 'utf8', 'utf8_bom'].map((name) => [
      `encodings/holidays_${name}.csv`,
      'imported',
    ]),
  ),
  'xlsx/invalid-xml.xlsx': 'broken-workbook',
  'xlsx/missing-bits.xlsx': 'broken-workbook',
  ...Object.fromEntries(
    [
      ...['1904', 'bogus-defined-name', 'dateIssue', 'duplicateRowTest', 'fibonacci', 'hidden-test__google-sheets'],
      ...['hidden-test__libre-calc-as-excel-2007-365', 'hidden-test__libre-calc-as-office-open-xml-spreadsheet'],
      ...['shared_string_with_escape', 'test-issue-163', 'test-issue-1842', 'test-issue-257', 'test-issue-623'],
      ...['test-issue-771', 'test-issue-988', 'test-pr-1204', 'test-pr-728'],
    ].map((name) => [`xlsx/${name}.xlsx`, 'no-header']),
  ),
  'xlsx/test-issue-991.csv': 'no-header',
};

describe.skipIf(!existsSync(odd))('odd files from elsewhere', () => {
  const files = existsSync(odd)
    ? FOLDERS.flatMap((folder) => readdirSync(join(odd, folder)).map((name) => `${folder}/${name}`))
    : [];

  it.each(files)(
    '%s',
    async (file) => {
      const reading = await read(join(odd, file));
      expect(reading.problem?.code ?? 'imported').toBe(OUTCOMES[file] ?? 'missing-columns');
      if (reading.problem) expect(reading.problem.message).toContain(file);
      expect(accounted(reading)).toBe(reading.rowsIn);
    },
    30_000,
  );

  it.each(files.filter((file) => file.startsWith('csv-spectrum')))('%s says what its JSON says', (file) => {
    const text = readFileSync(join(odd, file), 'utf8');
    const json = file.replace('/csvs/', '/json/').replace(/csv$/, 'json');
    const parsed = JSON.parse(readFileSync(join(odd, json), 'utf8')) as
      Record<string, string>[] | Record<string, string>;
    const wanted = [parsed].flat();
    // The collection's own slip: the two files give different numbers.
    if (file.includes('location_coordinates')) wanted[0]!['Contact Phone Number'] = '2095257564';
    const records: string[][] = [];
    const reader = new CsvRecords(guessDelimiter(`${text}\n`), (fields) => void records.push([...fields]));
    reader.push(text);
    reader.end();
    const [names = [], ...rows] = records;
    const unix = (value: string) => value.replaceAll('\r\n', '\n');
    const said = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, unix(row[i] ?? '')])));
    expect(said).toEqual(wanted.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, unix(v)]))));
  });

  describe('encodings', () => {
    const dates: Profile = {
      name: 'x',
      tables: [{ shape: 'event', key: ['节日名称'], fields: { step: '类型', at: '日期' } }],
    };
    const of = (name: string) => read(join(odd, 'encodings', `holidays_${name}.csv`), dates);
    let utf8: Awaited<ReturnType<typeof of>>;
    beforeAll(async () => void (utf8 = await of('utf8')), 30_000);

    it.each(['utf8_bom', 'gbk', 'gb18030', 'gbk_semicolon_lf', 'utf16le_bom', 'utf16be_nobom'])(
      '%s reads as UTF-8 does',
      async (name) => {
        expect(utf8.events.length).toBeGreaterThan(100);
        expect((await of(name)).events).toEqual(utf8.events);
      },
      30_000,
    );
  });

  it('keeps naughty strings as attribute values, in CSV and in XES', async () => {
    const strings = JSON.parse(readFileSync(join(odd, 'text', 'blns.json'), 'utf8')) as string[];
    // eslint-disable-next-line no-control-regex -- the strings that hold control characters are the catalogue's
    const plain = strings.filter((text) => text !== '' && !/[\0-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]/.test(text));
    expect(plain.length).toBeGreaterThan(450);
    const table = { shape: 'event' as const, key: ['k'], fields: { step: 's', at: 't' }, dimensions: ['v'] };
    const rows = plain.map((text, i) => `${i},a,2024-03-01 08:00:00,"${text.replaceAll('"', '""')}"\n`);
    const csv = await readText(`k,s,t,v\n${rows.join('')}`, { name: 'x', tables: [table] });
    expect(csv.events.map((event) => event.attributes.dims.v)).toEqual(plain);
    const quoted = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');
    const traces = plain.map(
      (text, i) =>
        `<trace><string key="k" value="${i}"/><event><string key="s" value="a"/><date key="t" value="2024-03-01T00:00:00Z"/><string key="v" value="${quoted(text)}"/></event></trace>`,
    );
    const xes = await readText(`<log>${traces.join('')}</log>`, { name: 'x', tables: [table] });
    expect(xes.events.map((event) => event.attributes.dims.v)).toEqual(plain);
  }, 30_000);
});
