import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../api/app.ts';
import type { UploadsReply } from '../../api/contract/uploads.ts';
import type { Api } from '../../api/route.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { catchUp } from '../../jobs/schedule.ts';
import { correctionLine } from '../../jobs/sources/corrections.ts';
import { uploadLines } from '../../jobs/sources/uploads.ts';
import type { Connection } from '../../sql/database.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { freshDatabase } from '../database.ts';
import { workbook } from '../jobs/import/read/workbook.ts';
import { NOW } from './demo-province.ts';

const folder = mkdtempSync(join(tmpdir(), 'uploads-'));
const uploads = join(folder, 'uploads');
let connection: Connection;
let app: Api;
beforeAll(async () => {
  connection = await freshDatabase();
  await saveRuleSets(connection.db, RULE_SETS);
  const { db } = connection;
  app = await buildApp({
    ...{ db, uploads, uploadBytes: 200_000, webDir: null, version: 'test', log: false },
    now: () => NOW,
  });
});
afterAll(async () => {
  await app?.close();
  await connection?.close();
  rmSync(folder, { recursive: true });
});

const now = () => Date.now() * 1000;
/** One tick of every line that has to do with uploads. */
async function tick(): Promise<void> {
  const folders = {
    inbox: join(folder, 'inbox'),
    sources: join(folder, 'sources'),
    originals: join(folder, 'originals'),
  };
  const place = { ...connection, now, uploads, ...folders, busy: () => undefined };
  for (const line of [...uploadLines(place), correctionLine(place)])
    await catchUp({ db: connection.db, now }, line, (_slot, outcome) => {
      if (outcome.state === 'failed') throw outcome.error;
    });
}

function drop(name: string, content: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const body = new FormData();
  body.append('file', new Blob([content]), name);
  return app.inject({ method: 'POST', url: '/api/v1/uploads', payload: body, headers });
}
const look = async (upload: string): Promise<UploadsReply> =>
  (await app.inject({ url: '/api/v1/uploads', query: { upload } })).json<UploadsReply>();
const confirm = (body: object) => app.inject({ method: 'POST', url: '/api/v1/uploads/import', payload: body });

const LOG =
  '台账,,\n工单编号,环节,时间\nA-1,受理,2026-05-04 09:00:00\nA-1,送电,2026-05-06 10:00:00\nA-2,受理,昨天\n,,\n合计,,\n';

test('a dropped file is looked at, corrected, imported, and tells what can be answered', async () => {
  const { upload } = (await drop('五月.csv', LOG)).json<{ upload: string }>();
  expect(await look(upload)).toMatchObject({ state: 'looking', name: '五月.csv', looked: null });
  await tick();
  const looked = await look(upload);
  expect(looked).toMatchObject({ state: 'looked', looked: { titleRows: 1, shape: 'event', trouble: null } });
  expect(looked.looked!.columns.map(({ use }) => use)).toEqual(['key', 'step', 'at']);

  const asked = { upload, source: '城东', shape: 'event', uses: ['key', 'step', 'at'] };
  expect((await confirm(asked)).statusCode).toBe(200);
  expect(await look(upload)).toMatchObject({ state: 'importing', source: '城东' });
  await tick();
  const done = await look(upload);
  expect(done).toMatchObject({
    state: 'imported',
    imported: {
      status: 'imported',
      rows: { in: 5, new: 2, changed: 0, same: 0, quarantined: 1, blank: 1, total: 1 },
      reasons: { 'bad-timestamp': 1 },
    },
  });
  expect(done.imported!.can).toContain('stage-time');
  expect((await confirm(asked)).json()).toMatchObject({ status: 409, code: 'not-now' });
  expect(readdirSync(uploads)).toEqual([]);
});

test('a file is withdrawn with everything it caused', async () => {
  const { rows: files } = await connection.pool.query<{ sha256: string }>(`select sha256 from import_file`);
  const asked = { kind: 'withdraw', source: '城东', file: files[0]!.sha256 };
  const { correction } = (await app.inject({ method: 'POST', url: '/api/v1/corrections', payload: asked })).json<{
    correction: string;
  }>();
  const standing = async () => (await app.inject({ url: '/api/v1/corrections', query: { correction } })).json<object>();
  expect(await standing()).toMatchObject({ state: 'waiting' });
  await tick();
  expect(await standing()).toMatchObject({ state: 'done', cases: 1 });
  expect((await connection.pool.query(`select from case_fact`)).rows).toEqual([]);
});

test('refused rows are tried again by the profile somebody mended, one by its line or all of a reason', async () => {
  const asked = { upload: '', source: '城西', shape: 'event', uses: ['key', 'step', 'at'] };
  const log =
    '工单编号,环节,时间\nA-1,受理,2026-05-04 09:00:00\nA-2,受理,03/05/2026\nA-3,受理,04/05/2026\nA-4,,2026-05-04\n';
  asked.upload = (await drop('六月.csv', log)).json<{ upload: string }>().upload;
  await tick();
  await confirm(asked);
  await tick();
  const { sha256, rows } = (await look(asked.upload)).imported!;
  expect(rows).toMatchObject({ in: 4, new: 1, quarantined: 3 });
  const replay = async (only: object) => {
    const payload = { kind: 'replay', source: '城西', ...only };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/corrections', payload });
    if (answer.statusCode !== 200) return answer.json<object>();
    await tick();
    const { correction } = answer.json<{ correction: string }>();
    return (await app.inject({ url: '/api/v1/corrections', query: { correction } })).json<object>();
  };
  expect(await replay({ line: 3 })).toMatchObject({ status: 400, code: 'bad-query' });
  expect(await replay({ file: sha256, line: 3, sheet: '' })).toMatchObject({ state: 'done', taken: 0, refused: 1 });
  const own = join(folder, 'inbox', '城西');
  mkdirSync(own, { recursive: true });
  const profile = await connection.pool.query<{ profile: object }>(`select profile from origin where source = '城西'`);
  writeFileSync(join(own, 'profile.json'), JSON.stringify({ ...profile.rows[0]!.profile, timestamps: ['d/M/yyyy'] }));
  expect(await replay({ file: sha256, line: 3, sheet: '' })).toMatchObject({ state: 'done', taken: 1, refused: 0 });
  expect(await replay({ reason: 'bad-timestamp' })).toMatchObject({ state: 'done', taken: 1, refused: 0 });
  const { rows: left } = await connection.pool.query(
    'select line, reason from quarantine q join origin using (origin) where source = $1',
    ['城西'],
  );
  expect(left).toEqual([{ line: 5, reason: 'missing-step' }]);
});

test('a file that had to be held can be confirmed again with other columns', async () => {
  const { upload } = (await drop('x.csv', 'nr;what;then\n1;a;2026-05-04 09:00\n1;b;2026-05-05 09:00\n')).json<{
    upload: string;
  }>();
  await tick();
  await confirm({ upload, source: 'x', shape: 'event', uses: ['none', 'step', 'at'] });
  await tick();
  expect(await look(upload)).toMatchObject({ imported: { status: 'held', reasons: { 'missing-columns': 1 } } });
  expect(JSON.stringify(await look(upload))).not.toContain(folder);
  expect((await confirm({ upload, source: 'x', shape: 'event', uses: ['key', 'step', 'at'] })).statusCode).toBe(200);
  await tick();
  expect(await look(upload)).toMatchObject({ tries: 2, imported: { status: 'imported', rows: { in: 2, new: 2 } } });
});

test('a file of as many rows as tools stop at is held until somebody says that it is whole', async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => [String(i), 'a', '2026-05-04']);
  const sheet = workbook([{ name: 'x', rows: [['n', 's', 't'], ...rows] }]);
  const asked = { upload: '', source: '整', shape: 'event', uses: ['key', 'step', 'at'] };
  asked.upload = (await drop('五千.xlsx', new Uint8Array(sheet))).json<{ upload: string }>().upload;
  await tick();
  await confirm(asked);
  await tick();
  expect(await look(asked.upload)).toMatchObject({ imported: { status: 'held', reasons: { 'row-cap': 1 } } });
  expect((await confirm({ ...asked, whole: true })).statusCode).toBe(200);
  await tick();
  const { sha256, rows: taken } = (await look(asked.upload)).imported!;
  expect(taken).toMatchObject({ in: 5_000, new: 5_000 });
  const payload = { kind: 'withdraw', source: '整', file: sha256 };
  await app.inject({ method: 'POST', url: '/api/v1/corrections', payload });
  await tick();
  const { rows: left } = await connection.pool.query(
    `select from case_fact join origin using (origin) where source = '整'`,
  );
  expect(left).toEqual([]);
});

test('a name is a label and never a path', async () => {
  const { upload } = (await drop('../../../etc/passwd\u202e', 'a,b\n1,2\n')).json<{ upload: string }>();
  expect((await look(upload)).name).toBe('passwd');
  expect(readdirSync(join(uploads, upload))).toEqual(['content']);
  expect(existsSync(join(folder, 'etc'))).toBe(false);
});

test('a file over the limit is refused and nothing of it stays', async () => {
  const before = readdirSync(uploads).length;
  expect((await drop('big.csv', 'x'.repeat(200_001))).json()).toMatchObject({ status: 413, code: 'too-big' });
  expect(readdirSync(uploads)).toHaveLength(before);
});

test.each([
  [{ origin: 'http://elsewhere.example' }],
  [{ origin: 'null' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost:80' }],
])('a page of another origin changes nothing: %j', async (headers) => {
  expect((await drop('a.csv', LOG, headers)).json()).toMatchObject({ status: 403, code: 'foreign-origin' });
});

test('what columns were taken for by their values is said in both languages', async () => {
  const { upload } = (
    await drop('五月.csv', '单号,环节,日期,时刻\nA,受理,2026-05-04,9:00\nA,送电,2026-05-06,10:00\n')
  ).json<{
    upload: string;
  }>();
  await tick();
  const { looked } = await look(upload);
  expect(looked!.columns.map(({ use }) => use)).toEqual(['key', 'step', 'at', 'half']);
  expect(looked!.guesses).toEqual([
    { zh: '“日期”与“时刻”合成一个时间。', en: '"日期" and "时刻" together are one time.' },
  ]);
});

test('an unknown upload is a 404, and a file that is none is told by its code', async () => {
  expect((await app.inject({ url: `/api/v1/uploads?upload=${'0'.repeat(32)}` })).json()).toMatchObject({ status: 404 });
  const { upload } = (await drop('photo.csv', '%PDF-1.7 and so on\n')).json<{
    upload: string;
  }>();
  await tick();
  expect((await look(upload)).looked?.trouble).toMatchObject({
    code: 'unknown-format',
    zh: expect.stringContaining('photo.csv') as string,
  });
});
