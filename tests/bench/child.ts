import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Runs one of the benches' own programs and gives back what it says. `low`: with less priority, as the jobs run beside a server. */
export async function child<T>(program: 'http-client' | 'import-child', ask: object, low = false): Promise<T> {
  const built = [join(import.meta.dirname, `${program}.js`), join(import.meta.dirname, '..', `${program}.js`)];
  const path = built.find(existsSync);
  if (path === undefined) throw new Error(`${program} is not built`);
  const running = spawn(process.execPath, [path, JSON.stringify(ask)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (low && running.pid !== undefined) setPriority(running.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const ended = new Promise<number | null>((resolve) => running.once('close', resolve));
  const said = await text(running.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return JSON.parse(said) as T;
}
