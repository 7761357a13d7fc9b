import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileRows } from '../../../../jobs/import/file-rows.ts';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { readFile } from '../../../../jobs/import/read/read-file.ts';
import type { Sink } from '../../../../jobs/import/row.ts';
import { written } from '../read/reading.ts';

const FIELDS = { step: 'step', operator: 'who', department: 'dept', unit: 'unit', class: 'class', sequence: 'seq' };
const STAMPS = { arrived: 'a', started: 's', finished: 'f' };
const PROFILES: Profile[] = [
  { name: 'steps', tables: [{ shape: 'step', key: ['id'], fields: { ...FIELDS, ...STAMPS }, dimensions: ['who'] }] },
  { name: 'log', tables: [{ shape: 'event', key: ['id'], fields: { ...FIELDS, at: 'f', opened: 'a' } }] },
  {
    name: 'dated',
    placeholders: ['1900-01-01'],
    tables: [{ shape: 'step', key: ['id'], fields: { ...FIELDS, ...STAMPS, dataDate: 's', state: 'class' } }],
  },
  { name: 'zone', zone: 'Europe/Berlin', tables: [{ shape: 'step', key: ['id'], fields: { ...FIELDS, ...STAMPS } }] },
  {
    name: 'strict',
    strictCodes: true,
    steps: { 装表: { stage: 'connect' }, x: { stage: 'survey' } },
    classes: { 勘查: 'lv-resident' },
    tables: [{ shape: 'step', key: ['id'], fields: { ...FIELDS, ...STAMPS } }],
  },
  { name: 'ids', tables: [{ shape: 'step', key: ['id', 'unit'], fields: { ...FIELDS, ...STAMPS, eventId: 'seq' } }] },
];
const HEADER = 'id,step,a,s,f,who,dept,unit,class,seq';

const day = fc.constantFrom(
  '2024-03-31',
  '2024-10-27',
  '1988-04-10',
  '1970-01-01',
  '2023-02-30',
  '2024-02-29',
  '1900-01-01',
);
const stamp = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(day, fc.constantFrom('08:05:00', '02:30:00', '00:00:00', '23:59:59', '24:00:00', '12:60:00'))
      .map((p) => p.join(' ')),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      '2024/3/1 8:05',
      '2024-03-01T08:05:00',
      '2024-03-01 08:05:00.25',
      '2024-03-01 08:05:00+02:00',
      '2024/03-01 08:05:00',
      'gestern',
    ),
  },
  { weight: 1, arbitrary: day },
);
const cell = fc.constantFrom(
  '',
  ' ',
  '勘查',
  '装表',
  '装表 ',
  '\u3000勘查',
  '０１',
  'x',
  "o'x",
  '合计',
  '在途',
  '归档',
  '﻿y',
  'a￿b',
);
const line = fc
  .tuple(
    fc.constantFrom('W1', 'W2', 'W3', '', '合计', ' '),
    cell,
    stamp,
    stamp,
    stamp,
    cell,
    cell,
    cell,
    cell,
    fc.constantFrom('', '1', '2', '10'),
  )
  .map((cells) => cells.join(','));
const odd = fc.constantFrom(
  ...[
    '',
    ',,,,,,,,,',
    ' , ',
    'W1,x',
    '"W1",装表,,,2024-03-01 08:05:00,"a,b",,,,',
    'W2,"x',
    'W3,"两\n行",,,2024-03-01 08:05:00,,,,,',
  ],
  ...[
    '合计,,,,,,,,,9',
    'W1,x,,,2024-03-01 08:05:00,,,,,,',
    'W\0,x,,,2024-03-01 08:05:00,,,,,',
    'W1,x,,,2024-03-01 08:05:00,,\r,,,',
  ],
);
const file = fc.record({
  profile: fc.constantFrom(...PROFILES),
  lines: fc.array(fc.oneof({ weight: 12, arbitrary: line }, { weight: 1, arbitrary: odd }), { maxLength: 30 }),
  head: fc.constantFrom('', '﻿', '台账\n'),
  end: fc.constantFrom('\n', '\r\n'),
  last: fc.boolean(),
});

test('reads by bytes what it reads with care', async () => {
  await fc.assert(
    fc.asyncProperty(file, async ({ profile, lines, head, end, last }) => {
      const path = written(head + [HEADER, ...lines].join(end) + (last ? end : ''));
      expect((await read(path, profile, true)).said).toEqual((await read(path, profile, false)).said);
    }),
    { numRuns: 150 },
  );
});

test('reads whole stretches by bytes, and goes back to them after a quote', async () => {
  const row = (i: number) =>
    `W${i % 2500},${i % 9 === 0 ? '装表' : '勘查'},,,2024-03-01 08:05:${10 + (i % 50)},甲,乙,U1,低压居民,${i}`;
  const lines = Array.from({ length: 15_000 }, (_, i) => (i === 7_500 ? row(i).replace('甲', '"甲\n丙"') : row(i)));
  const path = written([HEADER, ...lines].join('\n'));
  const [bytes, care] = [await read(path, PROFILES[0]!, true), await read(path, PROFILES[0]!, false)];
  expect(bytes.said).toEqual(care.said);
  expect(bytes.objects).toBeLessThan(care.objects / 3);
});

/** Everything a file's rows say, by case. `objects`: how many came as objects. */
async function read(path: string, profile: Profile, byBytes: boolean) {
  const rows = new FileRows(() => undefined);
  let objects = 0;
  const lines: string[] = [];
  const sink: Sink = {
    ...(byBytes && { plain: rows.plain }),
    row: (row) => {
      objects++;
      rows.row(row);
    },
    refuse: (refusal) => rows.refuse(refusal),
    blank: (line) => lines.push(`blank ${line}`),
    total: (line) => lines.push(`total ${line}`),
  };
  const { rowsIn, problem, noted } = await readFile(path, profile, { zone: 'Asia/Shanghai' }, sink);
  const deliveryOf = rows.deliveries(1);
  const cases = rows.caseKeys.map((key, place) => ({ key, ...deliveryOf(place) }));
  const { refusals, dataTime } = rows;
  const said = { rowsIn, problem, noted, cases, refusals, lines, dataTime, manyStamps: rows.events.manyStamps };
  return { said, objects };
}
