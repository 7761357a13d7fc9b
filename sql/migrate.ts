import { createHash } from 'node:crypto';
import type { Connection } from './database.ts';

type Migration = { name: string; text: string; checksum: string };

const files = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true });

export const migrations: Migration[] = Object.entries(files)
  .map(([path, raw]) => {
    const text = raw.replaceAll('\r\n', '\n');
    return { name: path.replace('./migrations/', ''), text, checksum: createHash('sha256').update(text).digest('hex') };
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Any constant will do; all programs of ours must agree on it. */
const LOCK = 7_300_001;

/**
 * Brings the schema up to date and returns the names of the files that were applied, each in a transaction of its own. Several
 * processes may call it at once. Refuses a database whose applied files are not, byte for byte, the first ones of this program's.
 */
export async function migrate(pool: Connection['pool']): Promise<string[]> {
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    for (const migration of migrations) {
      await client.query('begin');
      await client.query('set local statement_timeout = 0; set local lock_timeout = 0');
      await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
      await client.query('create table if not exists schema_migration (name text primary key, checksum text not null)');
      const { rows } = await client.query<Migration>('select name, checksum from schema_migration');
      check(rows);
      if (!rows.some((row) => row.name === migration.name)) {
        await client.query(migration.text);
        await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [
          migration.name,
          migration.checksum,
        ]);
        applied.push(migration.name);
      }
      await client.query('commit');
    }
    return applied;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function check(rows: { name: string; checksum: string }[]): void {
  for (const { name, checksum } of rows) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined)
      throw new Error(`The database was changed by a newer program (migration ${name}); update this one.`);
    if (known.checksum !== checksum)
      throw new Error(`Migration ${name} was changed after it had been applied to this database.`);
  }
}
