// npm run bench: builds the benches from tests/bench and runs them; names of files count from where the user stands.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ready, root } from './ready.mjs';

await ready();
const { build } = await import('vite'); // there only once the packages are
const outDir = join(root, 'var', 'build', 'bench');
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      input: {
        bench: join(root, 'tests', 'bench', 'main.ts'),
        'part-reader': join(root, 'jobs', 'import', 'plain', 'parts', 'part-reader.ts'),
        'http-client': join(root, 'tests', 'bench', 'http-client.ts'),
        'import-child': join(root, 'tests', 'bench', 'import-child.ts'),
      },
    },
  },
});
const cwd = (process.env.npm_lifecycle_event === 'bench' && process.env.INIT_CWD) || process.cwd();
const bench = spawn(process.execPath, ['--enable-source-maps', join(outDir, 'bench.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd,
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => bench.kill('SIGTERM'));
bench.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
