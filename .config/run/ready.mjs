// Makes the checkout ready to run: installs what is missing, builds what is stale. Plain Node, no dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(import.meta.dirname, '..', '..');
const SOURCES = ['api', 'web', 'jobs', 'sql', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
const LOCK_STALE_MS = 300_000;

/** Runs a command in the checkout, its output on the standard error; ends the program where it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

export async function ready() {
  if (installStale()) await alone('install', () => installStale() && install());
  if (buildStale()) await alone('build', () => buildStale() && build());
}

/** Whether a package the lock file names is not there in that version; optional ones depend on the machine. */
function installStale() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const there = packagesOf(installed);
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json')));
  return wanted.some(([path, entry]) => path !== '' && !entry.optional && there[path]?.version !== entry.version);
}

function install() {
  process.stderr.write('Installing packages …\n');
  const windows = process.platform === 'win32';
  const args = ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  run(windows ? 'npm.cmd' : 'npm', args, { shell: windows });
}

const stamp = () => join(root, 'var', 'build', 'stamp');

function buildStale() {
  return !existsSync(stamp()) || readFileSync(stamp(), 'utf8') !== digestOf(SOURCES);
}

function build() {
  process.stderr.write('Building …\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const digest = digestOf(SOURCES);
  // A test runner that starts us must not make a test build.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_ENV|VITE.*)$/.test(name)));
  for (const args of [['--ssr'], []]) run(process.execPath, [vite, 'build', ...args, '--logLevel', 'warn'], { env });
  writeFileSync(stamp(), digest);
}

/** Of every file's name and content; a checkout's times say nothing. */
function digestOf(names) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    } else
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)));
  };
  for (const name of names) if (existsSync(join(root, name))) add(name);
  return hash.digest('hex');
}

/** One process at a time; the others wait and then find the work done. */
async function alone(name, work) {
  mkdirSync(join(root, 'var'), { recursive: true });
  const lock = join(root, 'var', `.${name}.lock`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - since > LOCK_STALE_MS) rmdirSync(lock);
      else await sleep(200);
    }
  }
  process.once('exit', () => existsSync(lock) && rmdirSync(lock));
  try {
    work();
  } finally {
    rmdirSync(lock);
  }
}
