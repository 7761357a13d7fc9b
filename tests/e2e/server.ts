import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const BUILD = join(ROOT, 'var', 'build', 'server');
const START_MS = 60_000;
const DATA_MS = 120_000;

export type Server = { url: string; dir: string; run(args: string[]): Promise<string>; stop(): Promise<void> };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export async function until<T>(what: string, ms: number, ask: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${ms / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The built program as a user starts it, with a data folder and a port of its own. */
export async function startServer(args: string[]): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), 'yekuo-e2e-'));
  chmodSync(dir, 0o755); // as root the database runs as another user, who must reach it
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, YEKUO_DIR: dir, YEKUO_PORT: new URL(url).port, LANG: 'zh_CN.UTF-8' };
  let output = '';
  const child: ChildProcess = spawn(process.execPath, [join(BUILD, 'main.js'), ...args], { env, cwd: ROOT });
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await until('the server', START_MS, async () => {
      if (child.exitCode !== null) throw new Error(output);
      return (await fetch(`${url}/api/v1/sources`)).ok || null;
    });
  } catch (error) {
    await stop();
    throw new Error(`${(error as Error).message}\n${output}`, { cause: error });
  }
  return { url, dir, stop, run: (command) => runCommand(command, env) };
}

async function runCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [join(BUILD, 'cli.js'), ...args], { env, cwd: ROOT });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`yekuo ${args.join(' ')} ended with ${code}\n${output}`);
  return output;
}

/** Looks in a row that must find nothing new; between two files the job may take a moment. */
const QUIET_LOOKS = 4;

/** Waits until nothing is being imported any more and a source has cases. */
export async function waitForData(url: string): Promise<void> {
  type Sources = { sources: { cases: number; version: number }[]; importing: unknown[] };
  let before = '';
  let quiet = 0;
  await until('the first data', DATA_MS, async () => {
    const reply = (await (await fetch(`${url}/api/v1/sources`)).json()) as Sources;
    const now = JSON.stringify(reply.sources.map(({ version }) => version));
    const still = reply.importing.length === 0 && reply.sources.some(({ cases }) => cases > 0) && now === before;
    before = now;
    quiet = still ? quiet + 1 : 0;
    const settled = quiet >= QUIET_LOOKS;
    if (!settled) await new Promise((resolve) => setTimeout(resolve, 1_500));
    return settled || null;
  });
}

/** The page of one case of the demo, as its query: the high-voltage one that is overdue by most. */
export async function lateCase(url: string): Promise<string> {
  const query = 'population=open&status=overdue&class=hv-single&sort=days&size=1';
  const { rows } = (await (await fetch(`${url}/api/v1/cases?${query}`)).json()) as { rows: { caseKey: string }[] };
  return `?source=demo&key=${rows[0]!.caseKey}`;
}

/** The address of the shared small demo on a day that stays, its data there. */
export async function countyDemo(): Promise<string> {
  const url = inject('county');
  await waitForData(url);
  return url;
}
