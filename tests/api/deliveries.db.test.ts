import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../api/app.ts';
import type { DeliveriesReply } from '../../api/contract/deliveries.ts';
import type { SourcesReply } from '../../api/contract/sources.ts';
import type { Api } from '../../api/route.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import type { Connection } from '../../sql/database.ts';
import { noteInbox, noteTry, settleDelivery } from '../../sql/write/delivery.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { freshDatabase } from '../database.ts';
import { ask, importText, NOW } from './demo-province.ts';

/** 2026-06-19 09:00 in the business zone; the data ends three days before. */
const LOG = 'case,activity,time\nA-1,Register,2026-06-15 09:00:00\nA-1,Close,2026-06-16 10:00:00\n';
let connection: Connection;
let app: Api;
let now = NOW;
beforeAll(async () => {
  connection = await freshDatabase();
  await saveRuleSets(connection.db, RULE_SETS);
  await importText(connection, 'feed', 'one.csv', LOG);
  await connection.pool.query(`update origin set daily = true, own_clock = false`);
  app = await buildApp({ db: connection.db, webDir: null, version: 'test', log: false, now: () => now });
});
afterAll(async () => {
  await app?.close();
  await connection?.close();
});
const line = async () => (await ask<DeliveriesReply>(app, 'deliveries')).sources[0]!;
const shell = async () => (await ask<SourcesReply>(app, 'sources')).sources[0]!;
const at = (hour: number, minute: number) => void (now = NOW + ((hour - 9) * 60 + minute) * 60e6);

test('a daily feed is late from the time it is due, everywhere', async () => {
  at(8, 29);
  expect(await shell()).toMatchObject({ stale: false, arrivesBy: '08:30' });
  at(8, 31);
  expect(await shell()).toMatchObject({ stale: true });
  expect(await line()).toMatchObject({ stale: true, daily: true, lagSeconds: expect.any(Number) as number });
  await settleDelivery(connection.db, 'feed', { kind: 'http', arrivesBy: '10:15', freshMinutes: null });
  at(10, 14);
  expect(await shell()).toMatchObject({ stale: false, arrivesBy: '10:15' });
  at(10, 16);
  expect(await shell()).toMatchObject({ stale: true });
});

test('a source that must deliver every so often is stale after longer', async () => {
  await settleDelivery(connection.db, 'feed', { kind: 'http', arrivesBy: '23:59', freshMinutes: 30 });
  await noteTry(connection.db, 'feed', 'http', NOW + 3_600e6, { rows: 12 });
  at(10, 29);
  expect(await line()).toMatchObject({ stale: false, kind: 'http', rows: 12, error: '' });
  at(10, 31);
  expect(await line()).toMatchObject({ stale: true });
});

test('a failed try is told, and the last good one stays', async () => {
  await noteTry(connection.db, 'feed', 'http', NOW + 7_200e6, { error: 'token-refused' });
  at(11, 40);
  const told = await line();
  expect(told).toMatchObject({ error: 'token-refused', rows: 12 });
  expect(told.triedAt! > told.succeededAt!).toBe(true);
  expect(await shell()).toMatchObject({ failing: true });
});

test('what lies in the inbox and is not taken is counted', async () => {
  await noteInbox(connection.db, 'feed', { waiting: 2, ignored: { link: 1 } });
  at(11, 41);
  expect(await line()).toMatchObject({ waiting: 2, ignored: { link: 1 } });
  await noteTry(connection.db, 'feed', 'inbox', NOW + 7_260e6, { rows: null });
  expect(await shell()).toMatchObject({ failing: false });
  await noteInbox(connection.db, 'feed', { waiting: 0, ignored: { unreadable: 1 } });
  at(11, 42);
  expect(await shell()).toMatchObject({ failing: true });
});

test('the calendar holds what each day brought', async () => {
  const { days } = await line();
  expect(days).toHaveLength(35);
  expect(days.at(-1)).toMatchObject({ day: '2026-06-19', files: 1, rows: 2, arrival: 'arrived' });
  expect(days.at(-2)).toMatchObject({ day: '2026-06-18', files: 0, arrival: 'none' });
  at(9 + 24, 0);
  await settleDelivery(connection.db, 'feed', { kind: 'http', arrivesBy: '08:30', freshMinutes: null });
  expect((await line()).days.at(-1)).toMatchObject({ day: '2026-06-20', files: 0, arrival: 'missing' });
  expect((await line()).days.at(-2)).toMatchObject({ day: '2026-06-19', arrival: 'late' });
});
