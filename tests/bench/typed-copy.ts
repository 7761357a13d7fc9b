import { spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile, unlink, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { BenchDatabase } from './server.ts';

const LF = 10;
const hasPsql = spawnSync('psql', ['--version']).status === 0;

/** What stands beside an import. */
export const COPY_NAME = hasPsql ? 'psql \\copy' : 'COPY through pg-copy-streams';

/** Copies a CSV file with a header into a table; returns the statement's seconds, without the client's start. */
export async function copyFile(database: BenchDatabase, table: string, path: string): Promise<number> {
  return hasPsql ? withPsql(database.url, table, path) : withStream(database, table, path);
}

function withPsql(url: string, table: string, path: string): number {
  const commands = ['\\timing on', `\\copy ${table} from '${path}' with (format csv, header true)`];
  const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', url, ...commands.flatMap((command) => ['-c', command])];
  const done = spawnSync('psql', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', PGTZ: 'Asia/Shanghai' },
  });
  const ms = /Time: ([\d.]+) ms/.exec(done.stdout)?.[1];
  if (done.status !== 0 || ms === undefined) throw new Error(`psql: ${done.stderr || done.stdout}`);
  return Number(ms) / 1000;
}

async function withStream({ pool }: BenchDatabase, table: string, path: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("set timezone = 'Asia/Shanghai'");
    const started = performance.now();
    const target = client.query(from(`copy ${table} from stdin with (format csv, header true)`));
    await pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), target);
    return (performance.now() - started) / 1000;
  } finally {
    client.release(true); // its time zone is not the pool's
  }
}

/** Seconds of two copies at once, each of half the lines. */
export async function copyHalves(database: BenchDatabase, table: string, path: string): Promise<number | null> {
  if (!hasPsql) return null;
  const bytes = await readFile(path);
  const head = bytes.indexOf(LF) + 1;
  const middle = bytes.indexOf(LF, (head + bytes.length) / 2) + 1;
  const halves = [`${path}.1`, `${path}.2`];
  await writeFile(halves[0]!, bytes.subarray(0, middle));
  await writeFile(halves[1]!, Buffer.concat([bytes.subarray(0, head), bytes.subarray(middle)]));
  const started = performance.now();
  await Promise.all(halves.map((half) => psql(database.url, table, half)));
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(halves.map((half) => unlink(half)));
  return seconds;
}

function psql(url: string, table: string, path: string): Promise<void> {
  const command = `\\copy ${table} from '${path}' with (format csv, header true)`;
  const running = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LC_ALL: 'C', PGTZ: 'Asia/Shanghai' },
  });
  return new Promise((resolve, reject) => {
    running.once('error', reject);
    running.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with ${code}`))));
  });
}
