import { inject } from 'vitest';
import type { Connection } from '../sql/database.ts';
import { connect } from '../sql/database.ts';

let made = 0;

/** A migrated empty database of the test's own; `close` drops it. */
export async function freshDatabase(): Promise<Connection & { url: string }> {
  const server = inject('server');
  const name = `yekuo_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}_${++made}`;
  const admin = connect(server, { max: 1 });
  await admin.pool.query(`create database ${name} template ${inject('template')}`).finally(admin.close);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const connection = connect(address.href);
  const close = async () => {
    await connection.close();
    const again = connect(server, { max: 1 });
    await again.pool.query(`drop database if exists ${name} with (force)`).finally(again.close);
  };
  return { ...connection, close, url: address.href };
}
