import { spawn } from 'node:child_process';

/** The account server processes run under; null: our own. PostgreSQL refuses to run as root. */
export type User = { uid: number; gid: number } | null;

export type Ran = { status: number; output: string };

/**
 * Runs a program to its end as `user`, from the root folder (our own may be closed to that user) and with an environment of its
 * own, so that no PGDATA or PGOPTIONS of the caller reaches it. Resolves even when it fails; output is stdout and stderr together.
 */
export function run(file: string, args: string[], user: User, input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(file, args, {
      cwd: windows ? undefined : '/',
      ...(windows ? {} : { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
      ...(user ?? {}),
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => resolve({ status: -1, output: error.message }));
    // 'exit', not 'close': a server started by pg_ctl may hold the pipes open for its lifetime.
    child.on('exit', (code) => resolve({ status: code ?? -1, output }));
  });
}
