import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { catchUp } from '../../../jobs/schedule.ts';
import { fetchLine } from '../../../jobs/sources/fetch-line.ts';
import type { Connection } from '../../../sql/database.ts';
import { saveRuleSets } from '../../../sql/write/rule-sets.ts';
import { freshDatabase } from '../../database.ts';
import { fakeApi, status, type FakeApi } from './fake-api.ts';

const TOKEN = 'very-secret-token';
const folder = mkdtempSync(join(tmpdir(), 'fetch-line-'));
let connection: Connection & { url: string };
let theirs: Connection & { url: string };
let api: FakeApi;
let hour = 0;
const said: string[] = [];
beforeAll(async () => {
  [connection, theirs] = [await freshDatabase(), await freshDatabase()];
  await saveRuleSets(connection.db, RULE_SETS);
  api = await fakeApi(
    Array.from({ length: 7 }, (_, i) => ({
      工单编号: `A-${i >> 1}`,
      环节: i % 2 ? '送电' : '受理',
      时间: `2026-05-0${i + 1} 09:00:00`,
    })),
  );
  mkdirSync(join(folder, 'sources'));
  writeFileSync(join(folder, 'token'), `${TOKEN}\n`);
  writeFileSync(join(folder, 'address'), theirs.url);
});
afterAll(async () => {
  await api?.close();
  await connection?.close();
  await theirs?.close();
  rmSync(folder, { recursive: true });
});

const configure = (name: string, content: object) =>
  writeFileSync(join(folder, 'sources', `${name}.json`), JSON.stringify(content));
/** One tick of the fetch line, an hour later than the last. */
async function tick(): Promise<void> {
  hour++;
  const now = () => Date.UTC(2026, 5, 19, hour) * 1000;
  const place = {
    sources: join(folder, 'sources'),
    fetched: join(folder, 'fetched'),
    originals: join(folder, 'originals'),
  };
  const line = fetchLine({ ...connection, ...place, now, busy: () => undefined });
  await catchUp({ db: connection.db, now }, line, (slot, outcome) =>
    said.push(`${slot} ${JSON.stringify(outcome)}${outcome.state === 'failed' ? outcome.error.message : ''}`),
  );
}
const rows = async (text: string) => (await connection.pool.query<Record<string, unknown>>(text)).rows;
const delivery = async (source: string) =>
  (await rows(`select d.* from delivery d join origin o using (origin) where o.source = '${source}'`))[0];

test('a paged API is fetched, imported as one file and remembered; its token is nowhere', async () => {
  configure('north', {
    kind: 'http',
    url: api.url,
    rows: 'data.items',
    total: 'data.total',
    paging: { by: 'page', parameter: 'page' },
    tokenFile: join(folder, 'token'),
    arrivesBy: '07:45',
  });
  await tick();
  expect(api.tokens).toContain(`Bearer ${TOKEN}`);
  expect(await delivery('north')).toMatchObject({ kind: 'http', arrives_by: '07:45', rows_in: 7, error: '' });
  expect(await rows(`select rows_in, rows_new, status from import_file`)).toEqual([
    { rows_in: 7, rows_new: 7, status: 'imported' },
  ]);
  await tick();
  expect(await rows(`select count(*)::int as n from import_file`)).toEqual([{ n: 1 }]); // the same again changes nothing
  expect(readdirSync(join(folder, 'fetched'))).toEqual([]);
});

test('a fetch that fails publishes nothing and says why', async () => {
  api.rows.push({ 工单编号: 'A-9', 环节: '受理', 时间: '2026-05-09 09:00:00' });
  api.faults.push(status(200), status(404));
  await tick();
  expect(await delivery('north')).toMatchObject({ error: 'no-rows', rows_in: 7 });
  expect(await rows(`select count(*)::int as n from import_file`)).toEqual([{ n: 1 }]);
  const everything =
    JSON.stringify(await rows(`select * from job_slot`)) + JSON.stringify(await rows(`select * from delivery`));
  expect(everything + said.join()).not.toContain(TOKEN);
});

test('a view of another PostgreSQL is read by its contract', async () => {
  rmSync(join(folder, 'sources', 'north.json'));
  await theirs.pool.query(`create table case_log (nr text, step varchar(40), at timestamp, changed timestamptz)`);
  await theirs.pool.query(`create view feed as select nr as case_no, step as activity, at, changed from case_log`);
  await theirs.pool.query(
    `insert into case_log select 'B-' || g, '受理', '2026-06-01 09:00', '2026-06-18 08:00+08' from generate_series(1, 12) g`,
  );
  configure('view', {
    kind: 'sql',
    engine: 'postgresql',
    addressFile: join(folder, 'address'),
    relation: 'public.feed',
    columns: {
      case_no: 'text',
      activity: 'character varying',
      at: 'timestamp without time zone',
      changed: 'timestamp with time zone',
    },
    since: { column: 'changed', overlapMinutes: 10 },
  });
  await tick();
  expect(await delivery('view')).toMatchObject({ kind: 'sql', rows_in: 12, error: '' });
});

test('the next fetch reads what changed since, and what came late within the overlap', async () => {
  await theirs.pool.query(`insert into case_log values ('B-20', '受理', '2026-06-02 09:00', '2026-06-18 07:55+08'),
    ('B-21', '受理', '2026-06-02 09:00', '2026-06-18 07:45+08'), ('B-22', '受理', '2026-06-02 09:00', '2026-06-18 09:00+08')`);
  await tick();
  expect(await delivery('view')).toMatchObject({ rows_in: 14 }); // all but the one from before the overlap
  const cases = await rows(`select case_key from case_fact where case_key like 'B-2_' order by 1`);
  expect(cases.map(({ case_key }) => case_key)).toEqual(['B-20', 'B-22']);
  hour += 24; // the next day everything is read once
  await tick();
  expect(await rows(`select case_key from case_fact where case_key = 'B-21'`)).toHaveLength(1);
});

test.each([
  [
    'alter table case_log rename column at to happened; drop view feed; create view feed as select nr as case_no, step as activity, happened, changed from case_log',
    'column-missing',
    'no column at',
  ],
  [
    'drop view feed; create view feed as select nr as case_no, step as activity, happened::text as at, changed from case_log',
    'type-changed',
    'at is text, agreed was timestamp without time zone',
  ],
  ['drop view feed', 'no-relation', 'public.feed'],
])('%s: held with its reason, nothing is read', async (change, code, words) => {
  const before = await rows(`select count(*) from import_file`);
  await theirs.pool.query(change);
  await tick();
  expect(await delivery('view')).toMatchObject({ error: code });
  expect(said.at(-1)).toContain(words);
  expect(said.join()).not.toContain(theirs.url);
  expect(await rows(`select count(*) from import_file`)).toEqual(before);
});

test('a source whose file is wrong says what is wrong with it, on the data page too, until it is mended', async () => {
  configure('odd', { kind: 'http', url: 'ftp://x' });
  await tick();
  expect(said.some((line) => line.startsWith('odd@') && line.includes('/url'))).toBe(true);
  expect(await delivery('odd')).toMatchObject({ error: 'bad-source' });
  configure('odd', { kind: 'inbox' });
  await tick();
  expect(await delivery('odd')).toMatchObject({ error: '' });
});

test('an inbox is shown from the day it is configured, by when it is due and all', async () => {
  configure('daily', { kind: 'inbox', arrivesBy: '09:15', freshMinutes: 60, missingDays: 5 });
  await tick();
  const set = { kind: 'inbox', arrives_by: '09:15', fresh_minutes: 60, missing_days: 5 };
  expect(await delivery('daily')).toMatchObject(set);
});
