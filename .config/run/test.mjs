// npm test: one command proves the house. Its last line is "N passed, N failed, N skipped".
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { provideBrowser } from './browser.mjs';
import { ready, root } from './ready.mjs';

const long = process.argv.includes('--long');
const ci = process.env.CI === 'true';
const bin = (name, file = name) => join(root, 'node_modules', name, file);
const reports = join(root, 'var', 'test-reports');
const sum = { passed: 0, failed: 0, skipped: 0 };

const say = (line) => process.stdout.write(`${line}\n`);
const started = Date.now();
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;

await ready();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const browser = provideBrowser(say);
const withBrowser = browser === null ? {} : { CHROME_PATH: browser };

if (long) vitest('long', withBrowser);
else {
  // Two at a time, as there are two cores at least.
  await Promise.all([
    (async () => {
      await step('lint', [bin('eslint', 'bin/eslint.js'), '-c', '.config/eslint.config.js', '.']);
      await step('format', [
        bin('prettier', 'bin/prettier.cjs'),
        '--check',
        '--config',
        '.config/prettier.json',
        '--ignore-path',
        '.config/prettierignore',
        '.',
      ]);
    })(),
    (async () => {
      await step('types', [bin('typescript', 'bin/tsc'), '--noEmit']);
      await step('types in components', [
        bin('svelte-check', 'bin/svelte-check'),
        '--threshold',
        'warning',
        '--output',
        'human',
        '--no-color',
      ]);
    })(),
  ]);
  vitest('unit', {});
  vitest('database', { ENGINE_MAJOR: '18' });
  // The second engine proves that the SQL stays within PostgreSQL 15.
  if (!process.env.DATABASE_URL && process.platform === 'linux' && process.arch === 'x64')
    vitest('database', { ENGINE_MAJOR: '15' });
  const skipped = vitest('e2e', withBrowser);
  if (ci && skipped > 0) fail(`${skipped} end-to-end tests were skipped in CI`);
}

say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 ? 1 : 0);

/** A check that is one thing: it holds or it does not. */
async function step(name, args) {
  say(`— ${name} (${seconds()})`);
  const check = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [status] = await once(check, 'exit');
  if (status === 0) sum.passed++;
  else fail(name);
}

function fail(what) {
  sum.failed++;
  say(`FAILED: ${what}`);
}

/** Runs one project of the tests and counts; a run that ends without a report is a failure. Returns what was skipped. */
function vitest(project, env) {
  const name = [project, env.ENGINE_MAJOR].filter(Boolean).join('-');
  say(`— ${name} (${seconds()})`);
  const report = join(reports, `${name}.json`);
  const args = [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    // Two files at a time also on two processors: while one waits, for PostgreSQL or a process, the other computes.
    ...(project === 'database' || project === 'unit' ? ['--maxWorkers=2'] : []),
  ];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    sum.passed += numPassedTests;
    sum.failed += numFailedTests;
    sum.skipped += numPendingTests + numTodoTests;
    if (status !== 0 && numFailedTests === 0) fail(`${name} ended with status ${status}`);
    return numPendingTests + numTodoTests;
  } catch {
    fail(`${name} left no report (status ${status})`);
    return 0;
  }
}
