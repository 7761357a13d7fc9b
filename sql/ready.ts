import { sql } from 'kysely';
import type { Db } from './database.ts';
import { migrations } from './migrate.ts';

/** Names of this program's migrations the database has not had; throws where the database does not answer. */
export async function missingMigrations(db: Db): Promise<string[]> {
  const known = await sql<{ there: boolean }>`select to_regclass('schema_migration') is not null as there`.execute(db);
  const { rows } = known.rows[0]!.there
    ? await sql<{ name: string }>`select name from schema_migration`.execute(db)
    : { rows: [] };
  return migrations.map((m) => m.name).filter((name) => !rows.some((row) => row.name === name));
}
