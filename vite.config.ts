import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * What no engine changes, run on the newest alone: statistics over many provinces, starting the program, random kills,
 * random histories, and whole processes whose statements other tests ask of both.
 */
const ON_ONE_ENGINE = [
  'tests/**/*-seeds.db.test.ts',
  'tests/{answers,boot}/*.db.test.ts',
  'tests/api/cli/clocks.db.test.ts',
  'tests/faults/kill.db.test.ts',
  'tests/jobs/import/histories.db.test.ts',
];

/** `vite build` makes the web, `vite build --ssr` the server; both land under var/build. */
export default defineConfig(({ isSsrBuild }) => ({
  root: isSsrBuild || process.env.VITEST ? '.' : 'web',
  plugins: isSsrBuild ? [] : [svelte({ configFile: false })],
  // Of hundreds of small files: looking for each would take half of a command's start.
  ssr: { noExternal: isSsrBuild ? ['kysely', 'typebox'] : [] },
  build: isSsrBuild
    ? {
        outDir: 'var/build/server',
        emptyOutDir: true,
        target: 'node20',
        sourcemap: true,
        rollupOptions: {
          input: {
            main: 'api/main.ts',
            cli: 'api/cli.ts',
            reader: 'jobs/import/read/apart/reader.ts',
            'part-reader': 'jobs/import/plain/parts/part-reader.ts',
          },
        },
      }
    : { outDir: '../var/build/web', emptyOutDir: true, target: 'chrome88' },
  test: {
    root: import.meta.dirname,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.db.test.ts', 'tests/**/*.e2e.test.ts', 'tests/**/*.long.test.ts'],
          testTimeout: 60_000, // a busy machine is no fault of what is tested
          env: { TZ: 'America/New_York' },
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['tests/**/*.db.test.ts'],
          exclude: process.env['ENGINE_MAJOR'] === '15' ? ON_ONE_ENGINE : [],
          globalSetup: ['tests/engine.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000, // the first test of a run to ask fills the demo's database, others wait for it
          env: { TZ: 'America/New_York' },
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['tests/**/*.long.test.ts'],
          globalSetup: ['tests/engine.setup.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/*.e2e.test.ts'],
          globalSetup: ['tests/e2e/county.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
}));
