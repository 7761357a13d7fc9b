import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { driver } from '../../../sql/foreign/driver.ts';

type Client = { query(text: string): Promise<unknown>; end(): Promise<void> };
type Driver = { createConnection(options: object): Promise<Client> };

const PROGRAMS = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db', '/usr/bin/my_print_defaults'];
const PACKAGES = ['mariadb-server-core', 'mariadb-client-core'];

/** A reason not to try MySQL on this machine; null: it can be tried. */
export async function withoutMariadb(): Promise<string | null> {
  if (!PROGRAMS.every(existsSync)) return `there is no mariadbd (Debian: apt-get install ${PACKAGES.join(' ')})`;
  return driver('mysql2').then(
    () => null,
    () => 'the package mysql2 is not installed',
  );
}

/** Installs the server's program where that takes one command. */
export function installMariadb(): void {
  if (PROGRAMS.every(existsSync) || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', timeout: 180_000 }).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', ...PACKAGES);
  if (!install() && apt('update')) install();
}

const USER = 'nobody';
const NOBODY = 65_534;

/** A server of the test's own on the loopback address, with one database and one account that may only read. */
export async function startMariadb(): Promise<{
  address: string;
  run(text: string): Promise<void>;
  stop(): Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
  chmodSync(folder, 0o755);
  chownSync(folder, process.getuid?.() === 0 ? NOBODY : (process.getuid?.() ?? 0), -1);
  const asUser = process.getuid?.() === 0 ? [`--user=${USER}`] : [];
  const data = join(folder, 'data');
  const made = spawnSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asUser],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.stdout}${made.stderr}`);
  const port = await freePort();
  const socket = join(folder, 's');
  const server = spawn(
    '/usr/sbin/mariadbd',
    [
      ...['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--port=${port}`, '--bind-address=127.0.0.1'],
      ...[`--pid-file=${join(folder, 'pid')}`, '--innodb-flush-log-at-trx-commit=0', ...asUser],
    ],
    { stdio: 'ignore' },
  );
  const stop = async () => {
    if (server.exitCode === null) {
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { createConnection } = await driver<Driver>('mysql2/promise');
    let root: Client | null = null;
    for (let tries = 0; root === null && tries < 300; tries++) {
      root = await createConnection({ socketPath: socket, user: 'root', multipleStatements: true }).catch(() => null);
      if (root === null) await pause(100);
    }
    if (root === null) throw new Error('mariadbd did not answer within 30 s');
    const account = "'reader'@'127.0.0.1'";
    await root.query(`create database feeds character set utf8mb4; create user ${account} identified by 'p:w/d@';
      grant select, show view on feeds.* to ${account}; use feeds; set time_zone = '+08:00'`);
    return {
      address: `mysql://reader:${encodeURIComponent('p:w/d@')}@127.0.0.1:${port}/feeds`,
      run: async (text) => void (await root.query(text)),
      async stop() {
        await root.end().catch(() => undefined);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
