import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Batch } from '../../../jobs/sources/batch.ts';
import { fetchHttp, shifted } from '../../../jobs/sources/fetch-http.ts';
import type { FetchTools, Position } from '../../../jobs/sources/http/fetch-pages.ts';
import { getPage, mayAsk } from '../../../jobs/sources/http/get-page.ts';
import type { HttpSource } from '../../../jobs/sources/source-file.ts';
import { cutOff, fakeApi, hangUp, inEncoding, status, type FakeApi } from './fake-api.ts';

const ROWS = Array.from({ length: 8 }, (_, i) => ({ id: `A-${i}`, step: '受理', at: `2026-05-0${i + 1} 09:00:00` }));
let api: FakeApi;
let folder: string;
let waited: number[];
let token: string;
beforeEach(async () => {
  api = await fakeApi([...ROWS]);
  folder = mkdtempSync(join(tmpdir(), 'fetch-'));
  waited = [];
  token = 'one';
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

const source = (more: Partial<HttpSource> = {}): HttpSource => ({
  kind: 'http',
  url: api.url,
  rows: 'data.items',
  total: 'data.total',
  id: 'id',
  paging: { by: 'page', parameter: 'page' },
  ...more,
});
const tools = (): FetchTools => ({
  get: getPage,
  headers: () => Promise.resolve({ authorization: `Bearer ${token}` }),
  wait: (ms) => Promise.resolve(void waited.push(ms)),
  random: () => 0.5,
});
const batch = () => new Batch<Position>(join(folder, 'batch'));
const fetchAll = (more: Partial<HttpSource> = {}, mark: string | null = null) =>
  fetchHttp(source(more), mark, batch(), tools());
const written = (path: string) => readFileSync(path, 'utf8').trim().split('\n');

test('all pages become one file, a row a line', async () => {
  const { path, rows } = await fetchAll();
  expect(rows).toBe(8);
  expect(written(path)).toEqual(['"at","id","step"', ...ROWS.map(({ id, step, at }) => `"${at}","${id}","${step}"`)]);
});

test.each([
  ['429', () => [status(429, { 'retry-after': '7' })], 7_000],
  ['500', () => [status(500), status(503)], 1_500],
  ['half a JSON', () => [cutOff], 375],
  ['a connection that ends within the answer', () => [hangUp], 375],
])('%s passes: the page is asked for again, later and later', async (_what, faults, atMost) => {
  api.faults.push(...faults());
  const { rows } = await fetchAll();
  expect(rows).toBe(8);
  expect(waited.length).toBeGreaterThan(0);
  expect(Math.max(...waited)).toBeLessThanOrEqual(Math.max(atMost, 750));
  if (atMost === 7_000) expect(waited).toEqual([7_000]);
});

test('a server that never recovers ends the fetch with its reason', async () => {
  api.faults.push(...Array.from({ length: 9 }, () => status(500)));
  await expect(fetchAll()).rejects.toMatchObject({ code: 'server-error' });
  expect(api.asked).toHaveLength(6);
});

test('a fetch that broke off goes on behind its last whole page', async () => {
  const failing = {
    ...tools(),
    get: async (...asked: Parameters<typeof getPage>) => {
      if (asked[0].search.includes('page=3')) throw new Error('killed');
      return getPage(...asked);
    },
  };
  await expect(fetchHttp(source(), null, batch(), failing)).rejects.toThrow('killed');
  api.asked.length = 0;
  expect((await fetchAll()).rows).toBe(8);
  expect(api.asked[0]).toBe('/cases?page=3');
});

test('a row that a page repeats because another came in between is taken once, and the total is met', async () => {
  api.shiftAt = 2;
  const { rows, path } = await fetchAll();
  expect(rows).toBe(9);
  expect(written(path).filter((line) => line.includes('"A-2"'))).toHaveLength(1);
});

test('rows that keep differing from the total are not published', async () => {
  const lying = {
    ...tools(),
    get: async (...asked: Parameters<typeof getPage>) => {
      const page = (await getPage(...asked)) as { data: { items: unknown[]; total: number } };
      return { data: { ...page.data, total: 99 } };
    },
  };
  await expect(fetchHttp(source(), null, batch(), lying)).rejects.toMatchObject({ code: 'total-differs' });
});

test('a token that ran out is read again once; one that stays refused ends the fetch', async () => {
  const renewing = { ...tools(), wait: () => Promise.resolve(void (token = 'two')) };
  api.faults.push(status(401));
  await fetchHttp(source(), null, batch(), renewing);
  expect(api.tokens.slice(0, 2)).toEqual(['Bearer one', 'Bearer two']);
  api.faults.push(status(403), status(403));
  const failed = await fetchHttp(source(), null, new Batch(join(folder, 'other')), tools()).catch(
    (error: Error) => error,
  );
  expect(failed).toMatchObject({ code: 'token-refused' });
  expect(String((failed as Error).message)).not.toContain(token);
});

test('a server that drips is one that is away', async () => {
  api.faults.push((reply, page) => {
    const drip = setInterval(() => reply.write(page[0]), 20);
    reply.on('close', () => clearInterval(drip));
  });
  await expect(getPage(new URL(api.url), {}, 200)).rejects.toMatchObject({ code: 'timeout' });
});

test('no redirect is followed', async () => {
  api.faults.push(status(302, { location: 'http://169.254.169.254/' }));
  await expect(fetchAll()).rejects.toMatchObject({ code: 'redirected' });
  expect(api.asked).toHaveLength(1);
});

test('bytes in another encoding than declared are refused, declared GB18030 is read', async () => {
  const gb = new Uint8Array([
    ...Buffer.from('{"data":{"items":[{"id":"'),
    0xca,
    0xdc,
    ...Buffer.from('"}],"total":1}}'),
  ]);
  const alone = { paging: undefined };
  api.faults.push(inEncoding(gb, 'gb18030'));
  expect(written((await fetchAll(alone)).path)).toEqual(['"id"', '"受"']);
  api.faults.push(...Array.from({ length: 6 }, () => inEncoding(gb, 'utf-8')));
  await expect(fetchHttp(source(alone), null, new Batch(join(folder, 'other')), tools())).rejects.toMatchObject({
    code: 'wrong-charset',
  });
});

test('only what changed since the last fetch is asked for, less the overlap', async () => {
  const since = { parameter: 'after', field: 'at', overlapMinutes: 30 };
  const { mark } = await fetchAll({ since }, '2026-05-03 09:00:00');
  expect(api.asked[0]).toBe('/cases?page=1&after=2026-05-03+08%3A30%3A00');
  expect(mark).toBe('2026-05-08 09:00:00');
});

describe('addresses', () => {
  test.each([
    ['api.example', '10.1.2.3', true],
    ['api.example', '127.0.0.1', false],
    ['api.example', '::1', false],
    ['api.example', '::ffff:127.0.0.1', false],
    ['api.example', '169.254.169.254', false],
    ['api.example', '::ffff:169.254.169.254', false],
    ['api.example', 'fe80::1', false],
    ['api.example', '0.0.0.0', false],
    ['127.0.0.1', '127.0.0.1', true],
    ['localhost', '::1', true],
    ['169.254.169.254', '169.254.169.254', false],
  ])('%s at %s: %s', (host, address, may) => expect(mayAsk(host, address)).toBe(may));

  test.each(['http://2852039166/', 'http://0xa9fea9fe/', 'http://[::ffff:a9fe:a9fe]/', 'http://0/'])(
    '%s is never asked',
    (url) => expect(getPage(new URL(url), {})).rejects.toMatchObject({ code: 'forbidden-address' }),
  );
});

test.each([
  ['2026-05-03T09:00:00.5Z', '2026-05-03T08:00:00.5Z'],
  ['2026-05-03 00:30:00+08', '2026-05-03 00:30:00+08'],
  ['2026-05-03T00:30:00+08:00', '2026-05-02T23:30:00+08:00'],
  ['4711', '4711'],
])('an hour before %s is %s', (mark, earlier) => expect(shifted(mark, 60)).toBe(earlier));
