// npm run yekuo -- COMMAND …: file names count from where the user stands.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ready, root } from './ready.mjs';

await ready();
const cwd = (process.env.npm_lifecycle_event === 'yekuo' && process.env.INIT_CWD) || process.cwd();
const cli = spawn(
  process.execPath,
  ['--enable-source-maps', join(root, 'var', 'build', 'server', 'cli.js'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd },
);
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => cli.kill('SIGTERM'));
cli.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
