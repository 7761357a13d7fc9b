import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../api/app.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { Api } from '../../api/route.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import type { Connection } from '../../sql/database.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { freshDatabase } from '../database.ts';
import { importText, NOW } from './demo-province.ts';

const LOG =
  'case,activity,time\n=1+1,Register,2026-05-04 09:00:00\nA-1,Register,2026-05-04 09:00:00\nA-1,Close,2026-05-06 10:00:00\n';

let connection: Connection;
let app: Api;
let webDir: string;
beforeAll(async () => {
  connection = await freshDatabase();
  await saveRuleSets(connection.db, RULE_SETS);
  webDir = await mkdtemp(join(tmpdir(), 'yekuo-web-'));
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>view</title>');
  app = await buildApp({
    db: connection.db,
    webDir,
    version: '1.2.3',
    log: false,
    now: () => NOW,
    inbox: '/srv/inbox',
  });
});
afterAll(async () => {
  await app?.close();
  await connection?.close();
  await rm(webDir, { recursive: true });
});
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('an empty database', () => {
  it('has no source, and every word says so in the language asked for', async () => {
    expect((await get('/api/v1/sources')).json()).toEqual({ sources: [], inbox: '/srv/inbox', importing: [] });
    const chinese = await get('/api/v1/open-stock');
    expect(chinese.json()).toMatchObject({ status: 404, code: 'no-source', title: '尚无数据' });
    expect(chinese.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const english = await get('/api/v1/open-stock', { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.2' });
    expect(english.json()).toMatchObject({ code: 'no-source', title: 'No data yet' });
  });

  it('is healthy and ready, and measures itself', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok', version: '1.2.3' });
    expect((await get('/readyz')).statusCode).toBe(200);
    expect((await get('/metrics')).body).toContain('yekuo_http_request_seconds_bucket');
  });

  it('is not ready while the database lacks a migration', async () => {
    await connection.pool.query('alter table schema_migration rename to elsewhere');
    expect((await get('/readyz')).json()).toMatchObject({ status: 503, code: 'not-migrated' });
    await connection.pool.query('alter table elsewhere rename to schema_migration');
  });
});

describe('the server', () => {
  it('documents every word, and lets no script run but its own', async () => {
    const document = (await get('/docs/json')).json<{ openapi: string; paths: object }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/v1/open-stock');
    const page = await get('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/<script>|https?:\/\//);
    expect(String(page.headers['content-security-policy'])).toContain("script-src 'self'");
  });

  it('serves views by the index page and answers other addresses with a problem', async () => {
    for (const view of ['/', '/overview?unit=3', '/wall/duty']) expect((await get(view)).body).toContain('<title>view');
    for (const none of ['/api/v1/nothing', '/assets/none.js', '/assets%2f..%2f..%2fpackage.json'])
      expect((await get(none)).json()).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('takes no number that the database could not count with', async () => {
    type Parameter = { name: string; schema: { type?: string; maximum?: number } };
    const { paths } = (await get('/docs/json')).json<{
      paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
    }>();
    const numbers = Object.entries(paths).flatMap(([path, words]) =>
      Object.values(words).flatMap(({ parameters = [] }) =>
        parameters.flatMap(({ name, schema }) => (schema.type === 'integer' ? [{ path, name, ...schema }] : [])),
      ),
    );
    expect(numbers.length).toBeGreaterThan(5);
    expect(numbers.filter(({ maximum = Infinity }) => maximum >= 2 ** 31)).toEqual([]);
  });

  it.each([
    ['/api/v1/open-stock?unit=%00', 'bad-text'],
    ['/api/v1/open-stock?unit=%ED%A0%80', 'bad-text'],
    ['/api/v1/open-stock?colour=red', 'bad-query'],
    ['/api/v1/cases?status=late', 'bad-query'],
    ['/api/v1/cases?page=0', 'bad-query'],
    ['/api/v1/case', 'bad-query'],
  ])('refuses %s with 400 %s', async (url, code) => {
    expect((await get(url)).json()).toMatchObject({ status: 400, code });
  });
});

describe('with a log', () => {
  beforeAll(() => importText(connection, 'log', 'log.csv', LOG));

  it.each([
    ['/api/v1/cases?source=none', 404, 'unknown-source'],
    ['/api/v1/cases?unit=none', 404, 'unknown-unit'],
    ['/api/v1/cases?rules=none', 404, 'unknown-rules'],
    ['/api/v1/cases?stage=none', 404, 'unknown-stage'],
    ['/api/v1/case?key=none', 404, 'unknown-case'],
    ['/api/v1/cases?from=2026-13', 400, 'bad-period'],
    ['/api/v1/cases?from=0000-01', 400, 'bad-period'],
    ['/api/v1/cases?from=2200-01', 400, 'bad-period'],
    ['/api/v1/cases?from=2026-05&to=2026-04', 400, 'bad-period'],
    ['/api/v1/cases?population=open&verdict=met', 400, 'bad-query'],
    ['/api/v1/cases?population=opening&status=running', 400, 'bad-query'],
  ])('answers %s with %i %s', async (url, status, code) => {
    expect((await get(url)).json()).toMatchObject({ status, code });
  });

  it.each(['1800-01', '2199-12'])('takes a period of any year a file may hold: %s', async (month) => {
    expect((await get(`/api/v1/cases?from=${month}&to=${month}&population=ended`)).json()).toMatchObject({ total: 0 });
  });

  it.each([
    ['A-1', ['A-1']],
    ['a-', ['A-1']],
    ['\uff0d\uff11 ', ['A-1']], // －１, as a Chinese keyboard writes it
    ['1', ['=1+1', 'A-1']],
    ['+', ['=1+1']],
    ['%', []],
    ['a_1', []],
  ])('finds a case by any part of its number, as %o', async (part, keys) => {
    const found = (await get(`/api/v1/cases?sort=key&q=${encodeURIComponent(part)}`)).json<CasesReply>();
    expect([found.total, found.rows.map(({ caseKey }) => caseKey)]).toEqual([keys.length, keys]);
  });

  it('downloads a table whose cells no spreadsheet takes for a formula', async () => {
    const csv = await get('/api/v1/cases?format=csv&sort=key&lang=en');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.body.startsWith('\ufeff"Case","Unit code",')).toBe(true);
    expect(csv.body).toContain('\r\n"\'=1+1","log"');
    const chinese = await get('/api/v1/cases?format=csv');
    expect(chinese.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('工单')}`);
  });

  it('answers 304 until an import changes what there is', async () => {
    const first = await get('/api/v1/cases');
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^W\/"/);
    expect((await get('/api/v1/cases', { 'if-none-match': etag })).statusCode).toBe(304);
    await importText(connection, 'log', 'more.csv', 'case,activity,time\nB-1,Register,2026-05-05 09:00:00\n');
    const next = await get('/api/v1/cases', { 'if-none-match': etag });
    expect(next.json()).toMatchObject({ total: first.json<{ total: number }>().total + 1 });
  });

  it('reads once for many who ask at the same time', async () => {
    const { db } = connection;
    const queries: string[] = [];
    const transaction = db.transaction.bind(db);
    db.transaction = () => {
      queries.push('snapshot');
      return transaction();
    };
    const replies = await Promise.all(Array.from({ length: 30 }, () => get('/api/v1/trend?from=2026-05')));
    db.transaction = transaction;
    expect(new Set(replies.map((reply) => reply.body)).size).toBe(1);
    expect(queries).toEqual(['snapshot']);
  });

  it('compresses for who can read it', async () => {
    const reply = await get('/docs/json', { 'accept-encoding': 'gzip' });
    expect(reply.headers['content-encoding']).toBe('gzip');
  });
});
