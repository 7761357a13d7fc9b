import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from './run.ts';
import { run } from './run.ts';

/** Where an engine lives. `base` holds the data folder, the list of members and, where needed, a copy of the binaries. */
export type Place = { base: string; data: string; user: User; moved: boolean };

const SYSTEM_FOLDER = '/var/lib/yekuo';
/** sun_path has 108 bytes on Linux, 104 on macOS, with a closing zero. */
const SOCKET_BYTES = 103;

export function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

async function unprivileged(): Promise<User> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody'], null), run('id', ['-g', 'nobody'], null)]);
  if (uid.status !== 0 || gid.status !== 0) {
    throw new Error('PostgreSQL does not run as root, and this system has no user "nobody" to run it as.');
  }
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** Our own folder and user; as root the user nobody and, where nobody cannot reach the folder, one under /var/lib. */
export async function placeFor(dir: string): Promise<Place> {
  mkdirSync(dir, { recursive: true });
  const real = realpathSync(dir);
  if (process.getuid?.() !== 0) return { base: real, data: join(real, 'pg'), user: null, moved: false };
  const user = await unprivileged();
  const reach = await run('/bin/sh', ['-c', 'test -x "$1"', 'reach', real], user);
  if (reach.status === 0) return { base: real, data: join(real, 'pg'), user, moved: false };
  const base = join(SYSTEM_FOLDER, hashOf(real));
  mkdirSync(base, { recursive: true, mode: 0o755 });
  return { base, data: join(base, 'pg'), user, moved: true };
}

/** Makes a folder that only the engine's user may enter. */
export function privateFolder(path: string, user: User): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user !== null) chownSync(path, user.uid, user.gid);
  if (process.platform === 'win32') return;
  const found = lstatSync(path);
  const owner = user?.uid ?? process.getuid?.();
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new Error(`${path} should be a folder of user ${owner} that nobody else may enter, and is not. Remove it.`);
  }
}

/** The folder of the socket: short, because the system allows a socket's path about a hundred bytes. */
export function socketFolder(place: Place): string {
  if (place.moved) return join(place.base, 'run');
  const name = `yekuo-${hashOf(place.data)}`;
  const wanted = join(tmpdir(), name);
  return Buffer.byteLength(join(wanted, '.s.PGSQL.5432')) <= SOCKET_BYTES ? wanted : join('/tmp', name);
}
