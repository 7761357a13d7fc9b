import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CsvRecords } from '../../../../jobs/import/read/csv-records.ts';
import type { Encoding } from '../../../../jobs/import/read/encoding.ts';
import { RecordCount, type RecordForm } from '../../../../jobs/import/read/record-count.ts';

const GB: Record<string, number[]> = {
  丂: [0x81, 0x40],
  亅: [0x81, 0x7c],
  '，': [0xa3, 0xac],
  '\u0080': [0x81, 0x30, 0x81, 0x30],
};
const BYTES: Record<Encoding, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  gb18030: (text) => Buffer.from([...text].flatMap((char) => GB[char] ?? [char.charCodeAt(0)])),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
};

function counted(bytes: Buffer, form: RecordForm, cut: number): number {
  const counter = new RecordCount(form);
  for (let at = 0; at < bytes.length; at += cut) counter.push(bytes.subarray(at, at + cut));
  return counter.end();
}

/** As the reader cuts it. */
function read(text: string, { delimiter, width, headerLine }: RecordForm): number {
  let below = 0;
  const records = new CsvRecords(delimiter, (_, line) => void (line > headerLine && below++));
  records.width = width;
  records.push(text);
  records.end();
  return below;
}

it('counts as many records as the reader finds, however the quotes stand', () => {
  const piece = fc.constantFrom(
    '"',
    '"',
    '""',
    '\n',
    '\n',
    '\r',
    '\r\n',
    ',',
    '|',
    '，',
    'a',
    '丂',
    '亅',
    '\u0080',
    ',"',
    '",',
  );
  const form = fc.record({
    encoding: fc.constantFrom<Encoding>('utf-8', 'gb18030', 'utf-16le', 'utf-16be'),
    delimiter: fc.constantFrom(',', ',', '|', '，'),
    // 0: no header was found.
    width: fc.integer({ min: 0, max: 5 }),
    headerLine: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), form, fc.integer({ min: 1, max: 9 }), (pieces, own, cut) => {
      const text = pieces.join('');
      expect(counted(BYTES[own.encoding](text), { ...own, bom: 0 }, cut)).toBe(read(text, { ...own, bom: 0 }));
    }),
    { numRuns: 4_000, interruptAfterTimeLimit: 20_000 },
  );
}, 60_000);

it('waits for the rest of a delimiter that its bytes break off in', () => {
  const form: RecordForm = { encoding: 'utf-8', delimiter: '，', width: 2, headerLine: 0, bom: 0 };
  for (const cut of [1, 2, 3, 4, 5, 6]) expect(counted(Buffer.from('"\n"，'), form, cut)).toBe(1);
});

it.each([
  ['a quote open over 49 line ends', `1,"${'x\n'.repeat(49)}"\n2,b\n`, 2],
  ['over 50', `1,"${'x\n'.repeat(50)}"\n2,b\n`, 52],
  ['an open quote of 65,536 characters', `1,"${'䶮'.repeat(65_533)}\n"\n`, 1],
  ['of one more', `1,"${'䶮'.repeat(65_534)}x\n"\n`, 2],
  ['an endless line, and a quote behind it', `${'x"'.repeat(1_300_000)}\r\n1,"a\nb"\n`, 2],
  ['a byte order mark before a quote', '\ufeff"a\nb",1\n', 1],
])('takes %s as the reader does', (_, text, records) => {
  const bom = text.startsWith('\ufeff') ? 3 : 0;
  const form: RecordForm = { encoding: 'utf-8', delimiter: ',', width: 2, headerLine: 0, bom };
  expect(counted(Buffer.from(text), form, 65_536)).toBe(records);
  expect(read(text.replace('\ufeff', ''), form)).toBe(records);
});
