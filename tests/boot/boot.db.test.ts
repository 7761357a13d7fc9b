import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, yekuo } from '../command.ts';
import { connect } from '../../sql/database.ts';
import { startEngine } from '../../sql/engine/engine.ts';
import { freshDatabase } from '../database.ts';
import { asRoot, tempFolder } from '../engine/folder.ts';
import { processesOf, startProgram, until } from './program.ts';

const base = tempFolder();
afterAll(() => rmSync(base, { recursive: true, force: true }));

const LOG =
  'case,activity,timestamp\n1,ask,2024-03-01 08:00:00\n1,answer,2024-03-02 08:00:00\n2,ask,2024-03-03 08:00:00\n';
function drop(dir: string, source: string, log = LOG): void {
  mkdirSync(join(dir, 'inbox', source), { recursive: true });
  writeFileSync(join(dir, 'inbox', source, 'log.csv'), log);
}
/** Enough for an import of seconds. */
const CASES = 20_000;
const longLog = (cases: number): string => {
  const rows = Array.from(
    { length: cases },
    (_, i) => `${i},ask,2024-03-01 08:00:00\n${i},answer,2024-03-02 08:00:00\n`,
  );
  return `case,activity,timestamp\n${rows.join('')}`;
};
const status = async (address: string, path: string) => (await fetch(address + path)).status;

async function answers(address: string): Promise<void> {
  expect(await status(address, '/healthz')).toBe(200);
  expect(await status(address, '/readyz')).toBe(200);
  expect(await (await fetch(`${address}/overview`)).text()).toContain('<div id="app">');
}

/** Seconds in which the demo comes in on the busiest machine; how fast it should be, the bench says. */
const WHOLE_DEMO_S = 120;

/** What the ledger says of the import job, once `files` of its slots are closed. */
function imports(url: string, files: number, withinS?: number): Promise<{ slot: string; state: string }[]> {
  const { pool, close } = connect(url, { max: 1, onError: () => undefined });
  const closed = async () => {
    const { rows } = await pool.query<{ slot: string; state: string }>(
      "select slot, state from job_slot where job = 'import' and state <> 'running' order by slot",
    );
    return rows.length >= files && rows;
  };
  return until(`the import of ${files} files`, closed, withinS).finally(close);
}
type Slot = { state: string; attempts: number; at: number };

/** The one slot of the import job once it is as asked; `at`: when it was last claimed, ms. */
function slot(url: string, as: (slot: Slot) => boolean): Promise<Slot> {
  const { pool, close } = connect(url, { max: 1, onError: () => undefined });
  const ask = async () => {
    const { rows } = await pool.query<Slot>(
      "select state, attempts, (extract(epoch from started_at) * 1000)::float8 as at from job_slot where job = 'import'",
    );
    return rows[0] !== undefined && as(rows[0]) && rows[0];
  };
  return until('the import', ask).finally(close);
}
/** The embedded engine's address, as a tool that joins it. */
async function joined<T>(dir: string, work: (url: string) => Promise<T>): Promise<T> {
  const engine = await startEngine({ dir, modulesDir: join(root, 'node_modules') });
  return work(engine.url).finally(engine.stop);
}
const running = (dir: string, program: string) => processesOf(dir).some(({ command }) => command.includes(program));
const pidOf = (dir: string, program: string) => processesOf(dir).find(({ command }) => command.includes(program))!.pid;
const gone = (dir: string) =>
  until(`the end of every process of ${dir}`, () => Promise.resolve(processesOf(dir).length === 0));

describe('npm start', () => {
  it('serves, imports what is dropped into the inbox, survives a kill, and leaves no process behind', async () => {
    const dir = join(base, 'own');
    drop(dir, 'dropped');
    const first = await startProgram({ root, dir });
    await answers(first.address);
    expect(await joined(dir, (url) => imports(url, 1))).toEqual([
      { slot: expect.stringMatching(/^dropped\/log\.csv@/) as string, state: 'done' },
    ]);
    const { code, out } = await yekuo(['figures', '--source', 'dropped', '--json'], {
      YEKUO_DIR: dir,
      DATABASE_URL: '',
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ cases: 2, events: 3, activities: { ask: 2, answer: 1 } });

    process.kill(pidOf(dir, 'main.js'), 'SIGKILL');
    await until('the end of the jobs', () => Promise.resolve(!running(dir, 'cli.js jobs')));
    const second = await startProgram({ root, dir });
    await until('the jobs', () => Promise.resolve(running(dir, 'cli.js jobs')));
    const engine = pidOf(dir, '/postgres ');
    for (const program of ['main.js', 'cli.js jobs']) process.kill(pidOf(dir, program), 'SIGKILL');
    await second.end('SIGTERM');
    const third = await startProgram({ root, dir });
    await answers(third.address);
    expect(pidOf(dir, '/postgres ')).toBe(engine);
    expect(await third.end('SIGTERM')).toBe(0);
    await gone(dir);
  });

  it(
    'goes on with an import it was killed in within half a minute of its next start',
    { timeout: 180_000 },
    async () => {
      const dir = join(base, 'resumed');
      drop(dir, 'long', longLog(CASES));
      const first = await startProgram({ root, dir });
      await joined(dir, (url) => slot(url, ({ state }) => state === 'running'));
      for (const program of ['main.js', 'cli.js jobs']) process.kill(pidOf(dir, program), 'SIGKILL');
      await first.end('SIGTERM');
      const started = Date.now();
      const second = await startProgram({ root, dir });
      const resumed = await joined(dir, (url) => slot(url, ({ attempts }) => attempts === 2));
      expect(resumed.at - started).toBeLessThan(30_000);
      expect(await joined(dir, (url) => imports(url, 1, 90))).toMatchObject([{ state: 'done' }]);
      const { out } = await yekuo(['figures', '--source', 'long', '--json'], { YEKUO_DIR: dir, DATABASE_URL: '' });
      expect(JSON.parse(out)).toMatchObject({ cases: CASES, events: 2 * CASES });
      expect(await second.end('SIGTERM')).toBe(0);
      await gone(dir);
    },
  );

  it('imports each file of the demo in a slot of its own', { timeout: (WHOLE_DEMO_S + 60) * 1000 }, async () => {
    const dir = join(base, 'demo');
    const program = await startProgram({ root, dir, args: ['--size', 'county'] });
    const names = await until('the demo', () =>
      Promise.resolve(program.output().includes('\nimport ') && filesIn(join(dir, 'inbox', 'demo'))),
    );
    const slots = await joined(dir, (url) => imports(url, names.length, WHOLE_DEMO_S));
    const taken = slots.map(({ slot }) => slot.replace(/^demo\/(.*)@.*$/, '$1'));
    expect(taken.sort()).toEqual(names);
    expect(slots.every(({ state }) => state === 'done')).toBe(true);
    expect(await program.end('SIGTERM')).toBe(0);
    await gone(dir);
  });

  it("works with a server of one's own under DATABASE_URL", async () => {
    const dir = join(base, 'url');
    drop(dir, 'dropped');
    const { url, close } = await freshDatabase();
    const program = await startProgram({ root, dir, env: { DATABASE_URL: url } });
    await answers(program.address);
    expect(await imports(url, 1)).toMatchObject([{ state: 'done' }]);
    expect(processesOf(dir).some(({ command }) => command.includes('/postgres '))).toBe(false);
    expect(await program.end('SIGTERM')).toBe(0);
    await gone(dir);
    await close();
  });

  it.skipIf(!asRoot)('works for an ordinary user in a checkout of their own', async () => {
    const home = join(base, 'user');
    for (const file of execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n')) {
      mkdirSync(dirname(join(home, file)), { recursive: true });
      copyFileSync(join(root, file), join(home, file));
    }
    cpSync(join(root, 'var', 'build'), join(home, 'var', 'build'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
    execFileSync('chown', ['-Rh', '65534:65534', home]);
    const dir = join(home, 'var');
    const program = await startProgram({ root: home, dir, uid: 65534, env: { HOME: home } });
    await answers(program.address);
    expect(await program.end('SIGTERM')).toBe(0);
    await gone(dir);
  });
});

/** What the import job is to take; hidden files are the generator's own. */
function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== 'profile.json')
    .sort();
}
