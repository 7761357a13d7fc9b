import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportSource } from '../jobs/export/export-source.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './open-database.ts';

const USAGE =
  'npm start -- [--port N] [--host NAME] [--no-demo] [--size county|city|province] [--seed N] [--until YYYY-MM-DD] [--still]\n';

/** Serves, and keeps the jobs running beside itself in a process of lower priority. */
const values = asked();
const say = (line: string) => void process.stdout.write(`${line}\n`);
const RESTART_MS = 2_000;
/** A jobs process that does not end by then is killed; its transaction is rolled back. */
const PATIENCE_MS = 10_000;

async function serve(): Promise<void> {
  const config = readConfig({ host: values.host, port: values.port });
  const { version } = JSON.parse(readFileSync(join(config.root, 'package.json'), 'utf8')) as { version: string };
  const database = await openDatabase(config, { role: 'server', log: say, statementTimeoutMs: 15_000 });
  const exports = join(config.dir, 'exports');
  await rm(exports, { recursive: true, force: true }); // what a killed server left
  const app = await buildApp({
    db: database.db,
    webDir: join(config.root, 'var', 'build', 'web'),
    version,
    inbox: join(config.dir, 'inbox'),
    uploads: join(config.dir, 'uploads'),
    uploadBytes: config.uploadBytes,
    exports: { dir: exports, write: (scope, request) => exportSource(database.pool, scope, request) },
    log: { level: 'warn' },
  });
  try {
    const address = await app.listen({ host: config.host, port: config.port });
    say(`业扩 Yekuo ${version}  ${address}`);
  } catch (error) {
    await database.close();
    throw error;
  }

  let stopping = false;
  let child = startJobs();
  function startJobs(): ChildProcess {
    const demo = values['no-demo']
      ? []
      : ['--demo', ...(values.still ? ['--still'] : []), ...flags('size', 'seed', 'until')];
    const jobs = fork(join(import.meta.dirname, 'cli.js'), ['jobs', ...demo], { execArgv: ['--enable-source-maps'] });
    if (jobs.pid !== undefined) setPriority(jobs.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    jobs.on('exit', (code, signal) => {
      if (stopping) return;
      say(`jobs ended (${signal ?? code}), starting them again`);
      setTimeout(() => !stopping && (child = startJobs()), RESTART_MS);
    });
    return jobs;
  }

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const gone =
      child.exitCode === null && child.signalCode === null
        ? new Promise((resolve) => child.once('exit', resolve))
        : null;
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await app.close();
    await gone;
    clearTimeout(impatient);
    await database.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void stop().then(() => process.exit(0)));
}

function asked() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        port: { type: 'string' },
        host: { type: 'string' },
        'no-demo': { type: 'boolean', default: false },
        size: { type: 'string' },
        seed: { type: 'string' },
        until: { type: 'string' },
        still: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return values;
    process.stdout.write(USAGE);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`yekuo: ${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}

function flags(...names: ('size' | 'seed' | 'until')[]): string[] {
  return names.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
}

serve().catch((error: Error) => {
  process.stderr.write(`yekuo: ${error.message}\n`);
  process.exit(1);
});
