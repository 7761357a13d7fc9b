import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseReply } from '../../api/contract/case.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { DeliveriesReply } from '../../api/contract/deliveries.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { Api } from '../../api/route.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { HEADS } from '../../jobs/demo/tables.ts';
import type { Profile } from '../../jobs/import/profile.ts';
import type { Connection } from '../../sql/database.ts';
import { settleDelivery } from '../../sql/write/delivery.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { freshDatabase } from '../database.ts';
import { appOf, ask, importText } from './demo-province.ts';

const DEMO = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../jobs/import/profiles/demo.json'), 'utf8'),
) as Profile;

/** What a case list of a day says: open cases, or those archived on it. */
type Day = { day: number; open?: string[]; archived?: string[] };

const row = (key: string, day: number, ended: boolean) =>
  `${key},33410,低压居民新装,低压居民,380V,8kW,1,1,居民,,否,否,非重要,否,,,,柜台,2026-06-09 09:00:00,,` +
  `${ended ? `2026-06-${day} 16:00:00,归档` : ',在途'},2026-06-${day}`;
const list = (rows: string[]) => `${HEADS.case}\n${rows.join('\n')}\n`;

let connection: Connection;
let app: Api;
beforeAll(async () => {
  connection = await freshDatabase();
  await saveRuleSets(connection.db, RULE_SETS);
  app = await appOf(connection);
});
afterAll(async () => {
  await app?.close();
  await connection?.close();
});

/** The day's lists as two files, the snapshot and the increment, in one order or the other. */
async function take(
  source: string,
  { day, open = [], archived = [] }: Day,
  order: 'snapshot first' | 'increment first',
) {
  const files = [
    list(open.map((key) => row(key, day, false))),
    ...(archived.length > 0 ? [list(archived.map((key) => row(key, day, true)))] : []),
  ];
  if (order === 'increment first') files.reverse();
  for (const [i, text] of files.entries()) await importText(connection, source, `06-${day}-${i}.csv`, text, DEMO);
}

/** What every floor says of the missing ones; the three counts are the length of one list. */
async function missing(source: string) {
  const stock = await ask<OpenStockReply>(app, 'open-stock', { source });
  const listed = await ask<CasesReply>(app, 'cases', { source, population: 'open', flag: 'missing' });
  const { sources } = await ask<DeliveriesReply>(app, 'deliveries', { source });
  expect([stock.missing.n, sources[0]!.missing]).toEqual([listed.total, listed.total]);
  expect(stock.missing.afterDays).toBe(sources[0]!.missingDays);
  const open = await ask<CasesReply>(app, 'cases', { source, population: 'open', sort: 'key' });
  expect(stock.total).toBe(open.total);
  return {
    open: open.rows.map((found) => found.caseKey),
    since: Object.fromEntries(open.rows.flatMap((f) => (f.missingSince ? [[f.caseKey, f.missingSince]] : []))),
    listed: listed.rows.map((found) => found.caseKey),
  };
}
const caseOf = (source: string, key: string) => ask<CaseReply>(app, 'case', { source, key });

test.each(['snapshot first', 'increment first'] as const)(
  'a case in no list of today is 去向不明 from that day, open and listed after three days: %s',
  async (order) => {
    const source = order === 'snapshot first' ? 'one' : 'other';
    await take(source, { day: 10, open: ['A', 'B', 'C'] }, order);
    expect(await missing(source)).toEqual({ open: ['A', 'B', 'C'], since: {}, listed: [] });

    // B moves from the snapshot to the increment, C is in neither.
    await take(source, { day: 11, open: ['A'], archived: ['B'] }, order);
    const since = { C: '2026-06-12T00:00:00+08:00' };
    expect(await missing(source)).toEqual({ open: ['A', 'C'], since, listed: [] });
    expect((await caseOf(source, 'C')).case).toMatchObject({ state: 'open', ended: null, missingSince: since.C });
    expect((await caseOf(source, 'B')).case).toMatchObject({ state: 'archived', missingSince: null });

    await take(source, { day: 13, open: ['A'] }, order);
    expect(await missing(source)).toEqual({ open: ['A', 'C'], since, listed: [] });
    await take(source, { day: 14, open: ['A'] }, order);
    expect(await missing(source)).toEqual({ open: ['A', 'C'], since, listed: ['C'] });
    const csv = await app.inject(`/api/v1/cases?source=${source}&population=open&flag=missing&format=csv`);
    expect(csv.body).toContain('去向不明自');
    expect(csv.body).toContain('2026-06-11 24:00');

    // C is there again, then missing again, then archived.
    await take(source, { day: 15, open: ['A', 'C'] }, order);
    expect(await missing(source)).toEqual({ open: ['A', 'C'], since: {}, listed: [] });
    await take(source, { day: 16, open: ['A'] }, order);
    expect((await missing(source)).since).toEqual({ C: '2026-06-17T00:00:00+08:00' });
    await take(source, { day: 17, open: ['A'], archived: ['C'] }, order);
    expect(await missing(source)).toEqual({ open: ['A'], since: {}, listed: [] });
    expect((await caseOf(source, 'C')).case).toMatchObject({ state: 'archived', missingSince: null });
  },
);

test('days delivered late and out of order tell the same', async () => {
  const days: Day[] = [
    { day: 14, open: ['A'] },
    { day: 10, open: ['A', 'B', 'C'] },
    { day: 11, open: ['A'], archived: ['B'] },
  ];
  for (const day of days) await take('shuffled', day, 'increment first');
  expect(await missing('shuffled')).toEqual({
    open: ['A', 'C'],
    since: { C: '2026-06-12T00:00:00+08:00' },
    listed: ['C'],
  });
});

test('the source says after how many days a case is listed', async () => {
  const after = (missingDays: number | null) =>
    settleDelivery(connection.db, 'shuffled', { kind: 'inbox', arrivesBy: null, freshMinutes: null, missingDays });
  await after(4);
  expect((await missing('shuffled')).listed).toEqual([]);
  await after(0);
  expect((await missing('shuffled')).listed).toEqual(['C']);
  await after(null);
  expect((await ask<OpenStockReply>(app, 'open-stock', { source: 'shuffled' })).missing).toEqual({
    n: 1,
    afterDays: 3,
  });
});

const deliver = (source: string, day: number, rows: string[]) =>
  importText(connection, source, `refused-${day}.csv`, list(rows), DEMO);
const unread = async (source: string) => {
  const listed = await ask<CasesReply>(app, 'cases', { source, population: 'open', flag: 'missing' });
  const { sources } = await ask<DeliveriesReply>(app, 'deliveries', { source });
  expect(sources[0]!.unreadListed).toBe(listed.unreadListed);
  return listed.unreadListed;
};

test('a case whose row of the list was refused was in it; a row without a readable number is told beside the list', async () => {
  const refused = (key: string, day: number) => row(key, day, false).replace('在途', '不详');
  const source = 'refused';
  // B's refused row comes before B is known, and C's is refused in a file of its own.
  await deliver(source, 12, [row('A', 12, false), refused('B', 12), refused('C', 12)]);
  await deliver(
    source,
    10,
    ['A', 'B', 'C', 'D'].map((key) => row(key, 10, false)),
  );
  const since = { D: '2026-06-13T00:00:00+08:00' };
  expect(await missing(source)).toEqual({ open: ['A', 'B', 'C', 'D'], since, listed: [] });
  expect(await unread(source)).toBe(0);

  await deliver(source, 13, [row('A', 13, false), row('1.23E+15', 13, false), row('', 13, false)]);
  const later = { ...since, B: '2026-06-14T00:00:00+08:00', C: '2026-06-14T00:00:00+08:00' };
  expect((await missing(source)).since).toEqual(later);

  await deliver(source, 16, [row('A', 16, false), refused('C', 16)]);
  expect(await missing(source)).toMatchObject({ since: { D: since.D, B: later.B }, listed: ['B', 'D'] });
  // What is listed was lacking on the 13th and after; both rows of the 13th may have been B's or D's.
  expect(await unread(source)).toBe(2);
  await deliver(source, 17, [row('A', 17, false)]);
  expect((await missing(source)).since).toEqual({ D: since.D, B: later.B, C: '2026-06-18T00:00:00+08:00' });
});
