import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const shared = join(root, '..', 'shared');

export type Ran = { code: number | null; out: string; err: string };

/** Runs the command line as a person would, as a process of its own. `onError` hears its standard error as it comes. */
export function yekuo(
  args: string[],
  env: Record<string, string>,
  onStart?: (kill: () => void, heard: () => string) => void,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, '.config', 'run', 'yekuo.mjs'), ...args], {
      cwd: root,
      env: { ...process.env, npm_lifecycle_event: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    onStart?.(
      () => endGroup(child),
      () => err,
    );
  });
}

/** The whole group: the program runs below the script that makes it ready. One that has ended by itself is left alone. */
function endGroup(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
