import { expect, test } from 'vitest';
import { chosenProfile, understoodColumns } from '../../../../jobs/import/propose/choice.ts';
import { proposeForFile } from '../../../../jobs/import/read/read-file.ts';
import { accounted, read, readText, written, type Read } from './reading.ts';
import { workbook } from './workbook.ts';

const two = (n: number) => String(n).padStart(2, '0');
const STEPS = ['Register', 'Check', 'Decide'];
/** Ten cases of three steps on one day each, at 8, 10 and 12 hours and some minutes. */
const EVENTS = Array.from({ length: 10 }, (_, n) =>
  STEPS.map((step, k) => ({ key: `C${n}`, step, day: `2026-03-${two(n + 11)}`, from: 8 + 2 * k, minute: 5 + n })),
).flat();
const csv = (header: string, row: (event: (typeof EVENTS)[number]) => string) =>
  `${header}\n${EVENTS.map((event) => `${row(event)}\n`).join('')}`;
const local = (at: number | null) => (at === null ? null : new Date(at / 1000 + 28_800_000).toISOString().slice(0, 16));
const firsts = ({ events }: Read) =>
  events.slice(0, 3).map(({ started, finished }) => [local(started), local(finished)]);
const AT = [
  [null, '2026-03-11T08:05'],
  [null, '2026-03-11T10:05'],
  [null, '2026-03-11T12:05'],
];

test.each([
  [
    'a date and a time',
    'case,activity,Date,Time',
    (e: (typeof EVENTS)[number]) => `${e.day},${e.from}:${two(e.minute)}`,
  ],
  [
    'the other way round',
    'case,activity,Time,Date',
    (e: (typeof EVENTS)[number]) => `${e.from}:${two(e.minute)}:00,${e.day}`,
  ],
  [
    'Chinese names of one stem',
    '工单编号,环节名称,完成日期,完成时间',
    (e: (typeof EVENTS)[number]) => `${e.day.replaceAll('-', '/')},${e.from}时${e.minute}分`,
  ],
  [
    'a date with a midnight, a time in halves of the day',
    'case,activity,date,clock time',
    (e: (typeof EVENTS)[number]) =>
      `${e.day} 00:00:00,${((e.from + 11) % 12) + 1}:${two(e.minute)} ${e.from < 12 ? 'AM' : 'PM'}`,
  ],
  [
    'the day first',
    'case,activity,date,time',
    (e: (typeof EVENTS)[number]) => `${e.day.split('-').toReversed().join('/')},${e.from}:${two(e.minute)}`,
  ],
])('%s in two columns is one time', async (_, header, stamp) => {
  const reading = await readText(csv(header, (event) => `${event.key},${event.step},${stamp(event)}`));
  expect(reading.problem ?? null).toBeNull();
  expect(reading.refused).toEqual([]);
  expect(firsts(reading)).toEqual(AT);
});

test('one date goes with the begin and the end beside it', async () => {
  const reading = await readText(
    csv('case,activity,Date,Begin Time,End Time', (e) => `${e.key},${e.step},${e.day},${e.from}:00,${e.from + 1}:30`),
  );
  expect(firsts(reading)[1]).toEqual(['2026-03-11T10:00', '2026-03-11T11:30']);
});

test('a duration is no time of day', async () => {
  const text = csv(
    'case,activity,date,duration',
    (e) => `${e.key},${e.step},2026-0${e.from / 2}-11,1:${e.minute + 10}`,
  );
  expect(firsts(await readText(text))).toEqual([
    [null, '2026-04-11T00:00'],
    [null, '2026-05-11T00:00'],
    [null, '2026-06-11T00:00'],
  ]);
});

test('a time of day far from the only date, which says what it is of, is left alone', async () => {
  const path = written(csv('case,applied date,activity,time', (e) => `${e.key},${e.day},${e.step},${e.from}:00`));
  const { sketch } = await proposeForFile(path, { zone: 'Asia/Shanghai', source: 'own' });
  expect(sketch!.tables[0]!.halves).toBeUndefined();
});

test('a list of cases has its times in two columns each', async () => {
  const row = (_: unknown, n: number) =>
    `W${n},2026/3/${n + 1},8:${two(n)},2026/3/${n + 3},${n === 3 ? '' : '17:30'},归档`;
  const rows = Array.from({ length: 9 }, row);
  const reading = await readText(`工单编号,受理日期,受理时间,归档日期,归档时间,状态\n${rows.join('\n')}\n`);
  const told = reading.rows.map((one) => (one.kind === 'case' ? [one.attributes.opened, one.attributes.ended] : []));
  expect(told[2]!.map((at) => local(at!))).toEqual(['2026-03-03T08:02', '2026-03-05T17:30']);
  expect(local(told[3]![1]!)).toBe('2026-03-06T23:59'); // a bare date ends with its day
});

test('a time that is missing leaves the day, one that is none is refused by its value, and every row is told', async () => {
  const text = csv('case,activity,day of work,time', (e) => `${e.key},${e.step},${e.day},${e.from}:00`);
  const rows = text.split('\n');
  rows[1] = 'C0,Register,2026-03-11,';
  rows[2] = 'C0,Check,2026-03-11,25:77';
  rows[3] = 'C0,Decide,,12:00';
  const reading = await readText(rows.join('\n'));
  expect(local(reading.events[0]!.finished)).toBe('2026-03-11T00:00');
  expect(reading.refused).toMatchObject([
    { line: 3, column: 'day of work', value: '2026-03-11 25:77', reason: 'bad-timestamp' },
    { line: 4, column: 'day of work', reason: 'missing-timestamp' },
  ]);
  expect(accounted(reading)).toBe(30);
});

test('a sheet whose times of day are parts of a day', async () => {
  const rows = EVENTS.map(({ key, step, day, from }) => [
    key,
    step,
    { n: Date.parse(day) / 86_400_000 + 25_569, style: 1 },
    { n: from / 24, style: 2 },
  ]);
  const path = written(workbook([{ name: 'log', rows: [['case', 'activity', 'date', 'time'], ...rows] }]), 'log.xlsx');
  const reading = await read(path);
  expect(firsts(reading).map(([, at]) => at)).toEqual(['2026-03-11T08:00', '2026-03-11T10:00', '2026-03-11T12:00']);
});

test('where day and month could be either way round, whoever chooses gets the time, too', async () => {
  const either = csv(
    'case,activity,date,time',
    (e) => `${e.key},${e.step},03/0${1 + (e.minute % 9)}/2026,${e.from}:00`,
  );
  const path = written(either);
  const proposal = await proposeForFile(path, { zone: 'Asia/Shanghai', source: 'own' });
  const understood = understoodColumns(proposal);
  expect(proposal.profile).toBeNull();
  expect(understood.map(({ use }) => use)).toEqual(['key', 'step', 'none', 'half']);
  const orders = understood.map(({ orders: ways }) => ways?.find((way) => way.startsWith('d')) ?? '');
  const uses = ['key', 'step', 'at', 'half'] as const;
  const chosen = chosenProfile(proposal.sketch, understood, 'own', { shape: 'event', uses, orders });
  expect(local((await read(path, chosen)).events[0]!.finished)).toMatch(/^2026-0\d-03T08:00$/);
});

test('a half that is given up, or chosen by hand', async () => {
  const path = written(csv('case,activity,date,time', (e) => `${e.key},${e.step},${e.day},${e.from}:00`));
  const proposal = await proposeForFile(path, { zone: 'Asia/Shanghai', source: 'own' });
  const understood = understoodColumns(proposal);
  const choose = (uses: Parameters<typeof chosenProfile>[3]['uses'], sketch = proposal.sketch) =>
    chosenProfile(sketch, understood, 'own', { shape: 'event', uses }).tables[0]!.halves;
  expect(choose(['key', 'step', 'at', 'half'])).toEqual({ date: 'time' });
  expect(choose(['key', 'step', 'at', 'none'])).toBeUndefined();
  expect(choose(['key', 'step', 'at', 'half'], null)).toEqual({ date: 'time' });
});
