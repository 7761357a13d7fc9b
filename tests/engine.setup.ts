import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../sql/database.ts';
import { startEngine } from '../sql/engine/engine.ts';
import { migrate, migrations } from '../sql/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    server: string;
    template: string;
    demo: string;
  }
}

/** One server for all database tests: DATABASE_URL, else the embedded one of ENGINE_MAJOR (18, or 15), shared by runs at the same time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = join(import.meta.dirname, '..');
  const major = process.env.ENGINE_MAJOR === '15' ? 15 : 18;
  const engine = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: () => Promise.resolve() }
    : await startEngine({
        dir: join(root, 'var', `test-${major}`),
        modulesDir: join(root, 'node_modules'),
        major,
        durable: false,
        log: console.log,
      });
  project.provide('server', engine.url);
  project.provide('template', await makeTemplate(engine.url));
  const demo = `yekuo_test_${process.pid}_demo`; // made by the first test that asks for it
  project.provide('demo', demo);
  return async () => {
    const server = connect(engine.url, { max: 1 });
    await server.pool.query(`drop database if exists ${demo} with (force)`).finally(server.close);
    await engine.stop();
  };
}

/** A migrated empty database that each test clones; its name changes with the migrations. */
async function makeTemplate(url: string): Promise<string> {
  const hash = createHash('sha256').update(migrations.map(({ checksum }) => checksum).join());
  const name = `yekuo_template_${hash.digest('hex').slice(0, 16)}`;
  const server = connect(url, { max: 1 });
  try {
    await server.pool.query('select pg_advisory_lock(7300002)');
    await dropLeftOvers(server);
    const { rowCount } = await server.pool.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await server.pool.query(`drop database if exists ${name}_new with (force)`);
      await server.pool.query(`create database ${name}_new`);
      const made = connect(databaseUrl(url, `${name}_new`), { max: 1 });
      await migrate(made.pool).finally(made.close);
      await server.pool.query(`alter database ${name}_new rename to ${name}`);
    }
  } finally {
    await server.close();
  }
  return name;
}

/** Databases of test processes that were killed. */
async function dropLeftOvers(server: ReturnType<typeof connect>): Promise<void> {
  const { rows } = await server.pool.query<{ datname: string }>(
    "select datname from pg_database where datname like 'yekuo_test_%'",
  );
  for (const { datname } of rows) {
    try {
      process.kill(Number(datname.split('_')[2]), 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH')
        await server.pool.query(`drop database if exists ${datname} with (force)`);
    }
  }
}

export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
