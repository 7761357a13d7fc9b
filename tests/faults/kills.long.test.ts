import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { IMPORT_POINTS } from '../../jobs/import/failpoints.ts';
import { yekuo } from '../command.ts';
import { freshDatabase } from '../database.ts';

const KILLS = 200;
const CASES = 2_000;
const READY_MS = 5_000;
const RESUMED_MS = 30_000;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kills-'));
  const lines = Array.from({ length: CASES * 5 }, (_, i) => {
    const at = new Date(Date.UTC(2025, 0, 1 + (i % 300), 8, i % 60) + Math.floor(i / CASES) * 3_600_000).toISOString();
    return `${1_000_000 + (i % CASES)},step ${Math.floor(i / CASES)},${at},unit ${(i % CASES) % 9}`;
  });
  await writeFile(join(folder, 'log.csv'), `case id,activity,timestamp,unit\n${lines.join('\n')}\n`);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const importLog = (source: string, pauseAt: string, onStart?: Parameters<typeof yekuo>[2]) =>
  yekuo(
    ['import', join(folder, 'log.csv'), '--source', source, '--json'],
    { DATABASE_URL: database.url, YEKUO_DIR: folder, YEKUO_PAGE_CASES: '600', YEKUO_PAUSE_AT: pauseAt },
    onStart,
  );

async function rowsOf(source: string): Promise<[cases: number, files: number, clocks: number]> {
  const { rows } = await database.pool.query<{ cases: number; files: number; clocks: number }>(
    `select (select count(*)::int from case_fact f where f.origin = o.origin) as cases,
       (select count(*)::int from import_file i where i.origin = o.origin) as files,
       (select count(*)::int from case_clock c where c.origin = o.origin) as clocks
     from origin o where source = $1`,
    [source],
  );
  return rows[0] ? [rows[0].cases, rows[0].files, rows[0].clocks] : [0, 0, 0];
}

/** Kills an import some time after it said `word`; afterwards all or nothing is there, and the next run completes it in time. */
async function killed(source: string, pauseAt: string, word: string, afterMs: number): Promise<boolean> {
  let killedInTime = false;
  await importLog(source, pauseAt, (end, heard) => {
    const watch = setInterval(() => {
      if (!heard().includes(word)) return;
      clearInterval(watch);
      setTimeout(() => {
        killedInTime = true;
        end();
      }, afterMs);
    }, 2);
    setTimeout(() => clearInterval(watch), 120_000);
  }).catch(() => undefined);
  const seen = await rowsOf(source);
  expect(seen).toEqual(seen[1] === 0 ? [0, 0, 0] : [CASES, 1, CASES]);
  const started = Date.now();
  let ready = Infinity;
  const again = await importLog(source, '*', (_, heard) => {
    const watch = setInterval(() => {
      if (ready === Infinity && heard().includes('reached')) ready = Date.now() - started;
    }, 5);
    setTimeout(() => clearInterval(watch), 60_000);
  });
  expect(again.code, again.err).toBe(0);
  expect(Date.now() - started).toBeLessThanOrEqual(RESUMED_MS);
  if (seen[1] === 0) expect(ready).toBeLessThanOrEqual(READY_MS);
  expect(await rowsOf(source)).toEqual([CASES, 1, CASES]);
  return killedInTime;
}

it.each(IMPORT_POINTS)('an import killed at "%s" is whole or not there, and whole when run again', async (point) => {
  expect(await killed(`at ${point}`, point, `reached ${point}`, 0)).toBe(true);
});

it(`an import killed at ${KILLS} random moments loses and doubles nothing, is ready in 5 s and done in 30 s`, async () => {
  let span = 0;
  let began = 0;
  await importLog('measured', '*', (_, heard) => {
    const watch = setInterval(() => {
      if (began === 0 && heard().includes('reached hashed')) began = Date.now();
      if (!heard().includes('reached committed')) return;
      span = Date.now() - began;
      clearInterval(watch);
    }, 2);
  });
  let within = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    if (await killed(`random ${kill}`, '*', 'reached hashed', Math.random() * span)) within++;
  }
  expect(within).toBeGreaterThanOrEqual(KILLS / 2);
});
