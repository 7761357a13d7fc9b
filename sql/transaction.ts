import { Kysely, PostgresDialect } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Db } from './database.ts';
import type { Database } from './tables.ts';

/** A Kysely handle bound to the one connection of a transaction, so that COPY and queries share it. */
class TransactionDb extends Kysely<Database> {
  readonly client: PoolClient;

  constructor(client: PoolClient) {
    // Methods run on the client itself: it keeps its state in fields, which an object derived from it would shadow.
    const bound = new Proxy(client, {
      get(target, name) {
        if (name === 'release') return () => undefined;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    super({
      dialect: new PostgresDialect({
        pool: { options: {}, connect: () => Promise.resolve(bound), end: () => Promise.resolve() },
      }),
    });
    this.client = client;
  }
}

/**
 * Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it throws.
 * One statement at a time: a COPY and a query of the same transaction must not overlap.
 * `snapshot` reads the database as it stood at the first statement (repeatable read).
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (trx: Db, client: PoolClient) => Promise<T>,
  options: { snapshot?: boolean } = {},
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(options.snapshot ? 'begin isolation level repeatable read' : 'begin');
    await client.query('set local statement_timeout = 0'); // the time-out is meant for questions, not for batches
    const result = await work(new TransactionDb(client), client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}

/** The connection a transaction's handle is bound to; throws for a handle that is not one of `inTransaction`. */
export function clientOf(trx: Db): PoolClient {
  if (trx instanceof TransactionDb) return trx.client;
  throw new Error('COPY needs the handle of a transaction: call it inside inTransaction()');
}
