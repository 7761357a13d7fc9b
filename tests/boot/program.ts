import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from '../../sql/engine/process.ts';

export type Started = {
  address: string;
  pid: number;
  output(): string;
  end(signal: NodeJS.Signals): Promise<number | null>;
};
type Options = { root: string; dir: string; args?: string[]; env?: Record<string, string>; uid?: number };

/** `npm start` without npm: the same script, with a data folder and a port of its own. Resolves once it prints its address. */
export function startProgram({ root, dir, args = ['--no-demo'], env = {}, uid }: Options): Promise<Started> {
  const child = spawn(process.execPath, [join(root, '.config', 'run', 'start.mjs'), '--port', '0', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', ...env, YEKUO_DIR: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer) => {
      output += text.toString();
      const address = /http:\/\/[\w.:]+/.exec(output)?.[0];
      if (address === undefined) return;
      const end = (signal: NodeJS.Signals) => (child.kill(signal), exited);
      resolve({ address, pid: child.pid!, output: () => output, end });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    void exited.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

export type Process = { pid: number; command: string };

/** The live processes that were started with this data folder, the database's server among them. */
export function processesOf(dir: string): Process[] {
  const found: Process[] = [];
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      const of = `${readFileSync(`/proc/${name}/environ`, 'utf8')}\0`.includes(`YEKUO_DIR=${dir}\0`);
      if ((of || command.includes(dir)) && startOf(Number(name)) !== null) found.push({ pid: Number(name), command });
    } catch {
      // gone meanwhile, or somebody else's
    }
  }
  return found;
}

export async function until<T>(what: string, ask: () => Promise<T | false>, seconds = 40): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const answer = await ask();
    if (answer !== false) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
