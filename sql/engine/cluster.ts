import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.ts';
import type { Place } from './place.ts';
import { privateFolder, socketFolder } from './place.ts';
import { folderOf, startOf } from './process.ts';
import { run } from './run.ts';

/** A running server as its own pid file tells; `host` is the socket's folder or the loopback address. */
export type Live = { pid: number; host: string; port: number; status: string };

const windows = process.platform === 'win32';
const PID_FILE = 'postmaster.pid';

/** Lines of postmaster.pid: pid, data folder, start, port, socket folder, listen address, shared memory, status. */
export function liveServer(data: string): Live | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, PID_FILE), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!(pid > 0) || startOf(pid) === null) return null;
  const folder = folderOf(pid);
  if (folder !== null && folder !== data) {
    rmSync(join(data, PID_FILE), { force: true }); // the pid belongs to another program now
    return null;
  }
  return {
    pid,
    port: Number(lines[3]),
    host: windows ? '127.0.0.1' : (lines[4] ?? ''),
    status: (lines[7] ?? '').trim(),
  };
}

/** Waits until a found server takes connections; null when it went away instead. */
export async function settled(data: string): Promise<Live | null> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    const live = liveServer(data);
    if (live === null || live.status === 'ready') return live;
    await sleep(50);
  }
  throw new Error(
    `The PostgreSQL server in ${data} has not become ready for two minutes; see ${join(data, 'start.log')}.`,
  );
}

/** Makes the data folder in one step: what a crash leaves half-made is never taken for a database. */
export async function createCluster(place: Place, native: string): Promise<void> {
  const fresh = `${place.data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  privateFolder(fresh, place.user);
  const key = join(fresh, 'password');
  writeFileSync(key, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (place.user !== null) chownSync(key, place.user.uid, place.user.gid);
  const data = join(fresh, 'data');
  const made = await run(
    program(native, 'initdb'),
    [
      `--pgdata=${data}`,
      `--pwfile=${key}`,
      '--username=yekuo',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ],
    place.user,
  );
  if (made.status !== 0) throw new Error(`The database could not be created in ${place.data}: ${made.output.trim()}`);
  const named = await run(
    program(native, 'postgres'),
    ['--single', '-D', data, 'postgres'],
    place.user,
    'create database yekuo;\n',
  );
  if (named.status !== 0) throw new Error(`The database could not be created in ${place.data}: ${named.output.trim()}`);
  renameSync(key, join(data, 'password'));
  renameSync(data, place.data);
  rmSync(fresh, { recursive: true, force: true });
}

/** postgresql.conf, written whole at every start, so that a newer program's settings reach older data. */
function settings(host: string, port: number, durable: boolean): string {
  // Containers often have 64 MB of /dev/shm, too little for parallel queries.
  const shared =
    process.platform === 'linux' && (!existsSync('/dev/shm') || roomOf('/dev/shm') < 256e6) ? 'mmap' : null;
  const values: Record<string, string> = {
    listen_addresses: windows ? host : '',
    port: String(port),
    ...(windows ? {} : { unix_socket_directories: host, unix_socket_permissions: '0700' }),
    max_connections: '100',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    wal_compression: 'pglz',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_filename: 'postgresql-%a.log', // seven files, overwritten week by week
    log_truncate_on_rotation: 'on',
    log_rotation_size: '0',
    ...(shared === null ? {} : { dynamic_shared_memory_type: shared }),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join('');
}

function roomOf(path: string): number {
  const { bsize, blocks } = statfsSync(path);
  return bsize * blocks;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export async function startCluster(place: Place, native: string, durable: boolean): Promise<Live> {
  const host = windows ? '127.0.0.1' : socketFolder(place);
  if (!windows) privateFolder(host, place.user);
  const conf = join(place.data, 'postgresql.conf');
  writeFileSync(conf, settings(host, windows ? await freePort() : 5432, durable));
  if (place.user !== null) chownSync(conf, place.user.uid, place.user.gid);
  const log = join(place.data, 'start.log');
  const args = ['start', '--wait', '--timeout=600', '--silent', `--pgdata=${place.data}`, `--log=${log}`];
  for (const end = Date.now() + ORPHANS_MS; ;) {
    rmSync(log, { force: true });
    const started = await run(program(native, 'pg_ctl'), args, place.user);
    const live = started.status === 0 ? liveServer(place.data) : null;
    if (live !== null) return live;
    const said = existsSync(log) ? readFileSync(log, 'utf8').trim() : started.output.trim();
    if (!HELD.test(said) || Date.now() > end) throw new Error(`The database in ${place.data} did not start: ${said}`);
    await sleep(200);
  }
}

/** The processes of a server that was killed end by themselves, on a busy machine a moment later. */
const ORPHANS_MS = 20_000;
const HELD = /shared memory block .* is still in use|lock file "postmaster\.pid" already exists/;

export async function stopCluster(place: Place, native: string): Promise<void> {
  const live = liveServer(place.data);
  if (live === null) return;
  const args = ['stop', '--wait', '--timeout=120', '--silent', '--mode=fast', `--pgdata=${place.data}`];
  const stopped = await run(program(native, 'pg_ctl'), args, place.user);
  if (stopped.status !== 0 && liveServer(place.data) !== null) {
    throw new Error(`The database in ${place.data} did not stop: ${stopped.output.trim()}`);
  }
  if (!windows) rmSync(live.host, { recursive: true, force: true });
}
