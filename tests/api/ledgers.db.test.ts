import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../api/app.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { UploadsReply } from '../../api/contract/uploads.ts';
import type { Api } from '../../api/route.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { catchUp } from '../../jobs/schedule.ts';
import { uploadLines } from '../../jobs/sources/uploads.ts';
import type { Connection } from '../../sql/database.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { freshDatabase } from '../database.ts';
import { workbook, type Cell, type Sheet } from '../jobs/import/read/workbook.ts';
import { ask, NOW } from './demo-province.ts';

/** The hand-made ledgers of domain §1.4, each dropped on the page, confirmed as proposed and accounted for. */
const folder = mkdtempSync(join(tmpdir(), 'ledgers-'));
let connection: Connection;
let app: Api;
beforeAll(async () => {
  connection = await freshDatabase();
  await saveRuleSets(connection.db, RULE_SETS);
  app = await buildApp({
    ...{ db: connection.db, uploads: join(folder, 'uploads'), uploadBytes: 200_000, webDir: null },
    ...{ version: 'test', log: false, now: () => NOW },
  });
});
afterAll(async () => {
  await app?.close();
  await connection?.close();
  rmSync(folder, { recursive: true });
});

const now = () => Date.now() * 1000;
async function tick(): Promise<void> {
  const place = { ...connection, now, uploads: join(folder, 'uploads'), originals: join(folder, 'originals') };
  for (const line of uploadLines({ ...place, busy: () => undefined }))
    await catchUp({ db: connection.db, now }, line, (_slot, outcome) => {
      if (outcome.state === 'failed') throw outcome.error;
    });
}

const look = async (upload: string): Promise<UploadsReply> =>
  (await app.inject({ url: '/api/v1/uploads', query: { upload } })).json<UploadsReply>();

async function drop(name: string, content: Buffer | string): Promise<UploadsReply> {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  const sent = await app.inject({ method: 'POST', url: '/api/v1/uploads', payload: body });
  const { upload } = sent.json<{ upload: string }>();
  await tick();
  return look(upload);
}

/** Confirms what was proposed, with corrections by column and what else is asked. */
type More = { uses?: string[]; orders?: string[]; fill?: string[]; tryOut?: boolean };
async function confirm(looked: UploadsReply, more: More = {}): Promise<UploadsReply> {
  const { upload, name } = looked;
  const { shape, columns } = looked.looked!;
  const payload = { upload, source: name.replace(/\.\w+$/, ''), shape, uses: columns.map(({ use }) => use), ...more };
  const reply = await app.inject({ method: 'POST', url: '/api/v1/uploads/import', payload });
  expect(reply.statusCode, reply.body).toBe(200);
  await tick();
  const done = await look(upload);
  const { in: rowsIn, ...parts } = done.imported!.rows;
  expect(Object.values(parts).reduce((sum, n) => sum + n, 0)).toBe(rowsIn);
  return done;
}

const usesOf = ({ looked }: UploadsReply) => Object.fromEntries(looked!.columns.map(({ name, use }) => [name, use]));
const casesOf = async (source: string) => (await ask<CasesReply>(app, 'cases', { source, sort: 'key' })).rows;
const factsOf = async (source: string) =>
  (
    await connection.pool.query<{ key: string; capacity: number | null; unit: string | null }>(
      `select f.case_key as key, f.capacity, f.capacity_unit as unit from case_fact f
       join origin o on o.origin = f.origin where o.source = $1 order by 1`,
      [source],
    )
  ).rows.map(({ key, capacity, unit }) => [key, capacity, unit]);
const day = (text: string | null) => text?.slice(0, 10) ?? null;
const sheet = (name: string, rows: Cell[][], more: Partial<Sheet> = {}): Sheet => ({ name, rows, ...more });

test('two sheets that name the same columns differently; a case on both keeps its more complete row', async () => {
  const file = workbook([
    sheet('在途', [
      ['2026 年业扩在途台账'],
      ['工单编号', '供电单位', '正式受理日期', '竣工报验', '状态'],
      ['20260001', '北港所', '2026-03-02', '', '运行'],
      ['20260002', '云台所', '2026-03-05', '2026-05-01', '运行'],
    ]),
    sheet('归档', [
      ['工单号', '单位', '受理时间', '送电日期', '归档日期', '状态'],
      ['20260003', '北港所', '2026-02-02', '2026-03-01', '2026-03-03', '归档'],
      ['20260001', '北港所', '2026-03-02', '2026-04-20', '2026-04-22', '归档'],
    ]),
  ]);
  const looked = await drop('两表.xlsx', file);
  expect(looked).toMatchObject({ state: 'looked', looked: { shape: 'case', trouble: null } });
  const done = await confirm(looked);
  expect(done.imported).toMatchObject({ status: 'imported', rows: { in: 4, quarantined: 0, total: 0 } });
  // What ended on a bare date ended on that day.
  expect((await casesOf('两表')).map(({ caseKey, state, ended }) => [caseKey, state, day(ended)])).toEqual([
    ['20260001', 'archived', '2026-04-22'],
    ['20260002', 'open', null],
    ['20260003', 'archived', '2026-03-03'],
  ]);
});

test('a head of two rows, groups above and names below', async () => {
  const file = workbook([
    sheet('台账', [
      ['业扩台账'],
      ['工单编号', '供电单位', '时间节点', '', '状态'],
      ['', '', '受理时间', '送电时间', ''],
      ['20260011', '北港所', '2026-03-02', '2026-03-20', '归档'],
      ['20260012', '云台所', '2026-03-05', '', '在途'],
    ]),
  ]);
  const looked = await drop('双行表头.xlsx', file);
  expect(usesOf(looked)).toMatchObject({ 工单编号: 'key', 受理时间: 'opened', 送电时间: 'milestone', 状态: 'state' });
  expect((await confirm(looked)).imported).toMatchObject({ status: 'imported', rows: { in: 2, new: 2 } });
  expect((await casesOf('双行表头')).map(({ caseKey, opened }) => [caseKey, day(opened)])).toEqual([
    ['20260011', '2026-03-02'],
    ['20260012', '2026-03-05'],
  ]);
});

test('names broken over lines, and quantities of which some are no number', async () => {
  const rows = [
    ['工单 编号', '供电\n单位', '正式受\n理日期', '状态', '合同\n容量'],
    ...['1,250', '2×630', '见附件', '800kVA', '100'].map((size, i) => [
      ...[`2026001${i}`, '北港所', '2026-03-02', '在途', size],
    ]),
  ];
  const looked = await drop('断行.xlsx', workbook([sheet('台账', rows)]));
  expect(usesOf(looked)).toMatchObject({
    ...{ '工单 编号': 'key', 供电单位: 'unit', 正式受理日期: 'opened', 合同容量: 'capacity' },
  });
  const { imported } = await confirm(looked);
  expect(imported).toMatchObject({ rows: { in: 5, new: 5 } });
  expect(imported!.message).toContain('2 capacities, voltages, supplies or customers give no number');
  expect((await factsOf('断行')).map(([, size]) => size)).toEqual([1250, null, null, 800, 100]);
});

const MERGED = [
  ['供电单位', '工单编号', '受理时间', '状态'],
  ['北港所', '20260021', '2026-03-02', '在途'],
  ['', '20260022', '2026-03-03', '在途'],
  ['', '20260023', '2026-03-04', '在途'],
  ['云台所', '20260024', '2026-03-05', '在途'],
  ['合计', '4', '', ''],
];
const merged = (name: string) =>
  drop(
    name,
    workbook([sheet('台账', MERGED, { after: '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>' })]),
  );

test('a unit merged over its rows is proposed for filling down and never filled unasked', async () => {
  const looked = await merged('合并单元格.xlsx');
  expect(looked.looked!.fillable).toEqual([{ column: '供电单位', n: 2 }]);
  expect((await confirm(looked)).imported).toMatchObject({ rows: { in: 5, new: 4, total: 1 } });
  const units = async (source: string) => (await casesOf(source)).map((row) => row.unitName);
  const unfilled = await units('合并单元格');
  expect(unfilled.filter((name) => name === '北港所')).toHaveLength(1);

  const asked = await merged('填充.xlsx');
  await confirm(asked, { fill: ['供电单位'] });
  expect(await units('填充')).toEqual(['北港所', '北港所', '北港所', '云台所']);
});

test('total rows are counted and are no cases', async () => {
  const rows = [
    '工单编号,受理时间,状态',
    '20260031,2026-03-02,在途',
    '小计,1,',
    '20260032,2026-03-03,在途',
    '合  计,2,',
  ];
  const done = await confirm(await drop('合计行.csv', `${rows.join('\n')}\n`));
  expect(done.imported!.rows).toMatchObject({ in: 4, new: 2, total: 2, quarantined: 0 });
  expect(await casesOf('合计行')).toHaveLength(2);
});

test('hidden sheets and hidden rows are data, and it is said so', async () => {
  const head = ['工单编号', '受理时间', '状态'];
  const file = workbook([
    sheet('一季度', [head, ['20260041', '2026-03-02', '在途'], ['20260042', '2026-03-03', '在途']]),
    sheet('底表', [head, ['20260043', '2026-03-04', '在途']], { state: 'hidden' }),
  ]);
  const done = await confirm(await drop('隐藏.xlsx', file));
  expect(done.imported).toMatchObject({ status: 'imported', rows: { in: 3, new: 3 } });
  expect(done.imported!.message).toMatch(/底表/);
});

test('capacities as people write them', async () => {
  const rows = [
    ...['工单编号,受理时间,状态,合同容量', '20260051,2026-03-02,在途,"1,250"', '20260052,2026-03-03,在途,800kVA'],
    ...['20260053,2026-03-04,在途,', '20260054,2026-03-05,在途,-315', '20260055,2026-03-06,在途,８ｋＷ'],
  ];
  const looked = await drop('容量.csv', `${rows.join('\n')}\n`);
  expect((await confirm(looked)).imported!.rows).toMatchObject({ in: 5, new: 5, quarantined: 0 });
  expect(await factsOf('容量')).toEqual([
    ['20260051', 1250, null],
    ['20260052', 800, 'kVA'],
    ['20260053', null, null],
    ['20260054', -315, null],
    ['20260055', 8, 'kW'],
  ]);
});

test('dates written in several ways in one column, real dates and text', async () => {
  const file = workbook([
    sheet('台账', [
      ['工单编号', '受理时间', '状态'],
      ['20260061', '2026/3/1', '在途'],
      ['20260062', '2026-3-2', '在途'],
      ['20260063', '2026.3.3', '在途'],
      ['20260064', '2026年3月4日', '在途'],
      ['20260065', { n: 46086, style: 1 }, '在途'],
      ['20260066', '三月初', '在途'],
    ]),
  ]);
  const done = await confirm(await drop('日期.xlsx', file));
  expect(done.imported).toMatchObject({ rows: { in: 6, new: 5, quarantined: 1 }, reasons: { 'bad-timestamp': 1 } });
  expect(done.imported!.refused).toEqual([{ line: 7, column: '受理时间', value: '三月初', reason: 'bad-timestamp' }]);
  expect((await casesOf('日期')).map((row) => day(row.opened))).toEqual([
    ...['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'],
  ]);
});

test('tried out first: what would change, with the refused rows, and nothing is changed', async () => {
  const rows = ['工单编号,受理时间,状态', '20260071,2026-03-02,在途', '20260072,昨天,在途'];
  const looked = await drop('试运行.csv', `${rows.join('\n')}\n`);
  const tried = await confirm(looked, { tryOut: true });
  expect(tried).toMatchObject({
    state: 'tried',
    asked: { tryOut: true },
    imported: {
      ...{ tried: true, rows: { in: 2, new: 1, quarantined: 1 } },
      refused: [{ line: 3, column: '受理时间', value: '昨天', reason: 'bad-timestamp' }],
    },
  });
  const { rows: sources } = await connection.pool.query(`select from origin where source = '试运行'`);
  expect(sources).toHaveLength(0);
  expect(await confirm(looked)).toMatchObject({ state: 'imported', imported: { tried: false, rows: { new: 1 } } });
  expect(await casesOf('试运行')).toHaveLength(1);
});

test('dates that could be read in several ways: read in the one somebody chose', async () => {
  const looked = await drop('先后.csv', '工单编号,受理日期,归档日期\nA1,1/3/2026,2026-04-01\nA2,2/3/2026,2026-04-02\n');
  expect(looked.looked!.columns[1]).toMatchObject({ use: 'none', orders: ['d/M/yyyy', 'M/d/yyyy'] });
  const uses = ['key', 'opened', 'ended'];
  const orders = ['', 'd/M/yyyy', ''];
  expect(await confirm(looked, { uses, orders })).toMatchObject({
    ...{ state: 'imported', asked: { orders }, imported: { rows: { in: 2, new: 2, quarantined: 0 } } },
  });
  expect((await casesOf('先后')).map((row) => day(row.opened))).toEqual(['2026-03-01', '2026-03-02']);
});
