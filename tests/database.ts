import { inject } from 'vitest';
import type { Connection } from '../sql/database.ts';
import { connect } from '../sql/database.ts';

type TestDatabase = Connection & { url: string };

let made = 0;

/** A migrated empty database of the test's own; `close` drops it. */
export const freshDatabase = (): Promise<TestDatabase> => copyOf(inject('template'));

/** The same as `fill` leaves it: filled once in a run, by the first test that asks, and copied. */
export async function demoDatabase(fill: (empty: Connection) => Promise<void>): Promise<TestDatabase> {
  const demo = inject('demo');
  const server = connect(inject('server'), { max: 1 });
  const client = await server.pool.connect(); // the lock is its own
  try {
    await client.query('set lock_timeout = 0; set statement_timeout = 0');
    await client.query('select pg_advisory_lock(7300003)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [demo]);
    if (rowCount === 0) {
      const { name, connection } = await make(inject('template'));
      await fill(connection).finally(connection.close);
      await client.query(`alter database ${name} rename to ${demo}`);
    }
  } finally {
    client.release();
    await server.close();
  }
  return copyOf(demo);
}

async function copyOf(template: string): Promise<TestDatabase> {
  const { name, url, connection } = await make(template);
  const close = async () => {
    await connection.close();
    const server = connect(inject('server'), { max: 1 });
    await server.pool.query(`drop database if exists ${name} with (force)`).finally(server.close);
  };
  return { ...connection, close, url };
}

async function make(template: string): Promise<{ name: string; url: string; connection: Connection }> {
  const name = `yekuo_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}_${++made}`;
  const server = connect(inject('server'), { max: 1 });
  await server.pool.query(`create database ${name} template ${template}`).finally(server.close);
  const url = new URL(inject('server'));
  url.pathname = `/${name}`;
  return { name, url: url.href, connection: connect(url.href) };
}
