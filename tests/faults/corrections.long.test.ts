import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REPLAY_POINTS, WITHDRAW_POINTS } from '../../jobs/import/failpoints.ts';
import { yekuo } from '../command.ts';
import { freshDatabase } from '../database.ts';
import { GRID, grid } from '../jobs/import/grid.ts';
import { stateOf } from '../jobs/import/state.ts';

const MENDED = { ...GRID, states: { 在途: 'open', 归档: 'archived', 暂缓: 'open' } };
const FILES = {
  'steps.csv': grid('step', ['1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,', '2,受理,2025-03-02 09:00,,,甲,']),
  'list.csv': grid('case', [
    '1,N,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-03',
    '2,N,低压居民,新装,2025-03-02 09:00,,暂缓,,2025-03-03',
  ]),
};

let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'corrections-'));
  env = { DATABASE_URL: database.url, YEKUO_DIR: folder };
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
  await writeFile(join(folder, 'grid.json'), JSON.stringify(GRID));
  await writeFile(join(folder, 'mended.json'), JSON.stringify(MENDED));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const WORK = {
  withdraw: ['--file', 'steps.csv'],
  replay: ['--profile', 'mended.json'],
};

it.each([
  ...WITHDRAW_POINTS.map((point) => ['withdraw', point] as const),
  ...REPLAY_POINTS.map((point) => ['replay', point] as const),
])('a %s killed at "%s" has not happened, and happens once when asked for again', async (command, point) => {
  const source = `at ${point}`;
  const paths = Object.keys(FILES).map((name) => join(folder, name));
  const profile = join(folder, 'grid.json');
  const taken = await yekuo(['import', ...paths, '--source', source, '--profile', profile], env);
  expect(taken.code, taken.err).toBe(0);
  const before = await stateOf(database, source);
  const args = [
    command,
    '--source',
    source,
    ...WORK[command].map((arg) => (arg.endsWith('.json') ? join(folder, arg) : arg)),
  ];
  let killed = false;
  await yekuo(args, { ...env, YEKUO_PAUSE_AT: point }, (end, heard) => {
    const watch = setInterval(() => {
      if (!heard().includes(`reached ${point}`)) return;
      clearInterval(watch);
      killed = true;
      end();
    }, 5);
  });
  expect(killed).toBe(true);
  expect(await stateOf(database, source)).toEqual(before);
  const again = await yekuo(args, env);
  expect(again.code, again.err).toBe(0);
  const after = await stateOf(database, source);
  expect(after).not.toEqual(before);
  await yekuo(args, env);
  expect(await stateOf(database, source)).toEqual(after);
});
