// npm start: installs what is missing, builds what is stale, serves.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ready, root } from './ready.mjs';

await ready();
const server = spawn(
  process.execPath,
  ['--enable-source-maps', join(root, 'var', 'build', 'server', 'main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// The terminal sends Ctrl-C to both; a service manager ends only this one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
