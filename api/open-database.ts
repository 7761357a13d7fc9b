import { join } from 'node:path';
import { refuseTies } from '../jobs/clock/rule-faults.ts';
import { RULE_SETS } from '../jobs/clock/rule-set.ts';
import { connect, type Connection } from '../sql/database.ts';
import { startEngine } from '../sql/engine/engine.ts';
import { migrate } from '../sql/migrate.ts';
import { saveRuleSets } from '../sql/write/rule-sets.ts';
import type { Config } from './config.ts';

const MIGRATION_MS = 3_600_000;

export type OpenOptions = {
  /** There is one server on an embedded engine, and any number of tools. */
  role: 'server' | 'tool';
  log: (line: string) => void;
  /** Imports and rebuilds take longer than a screen's question may. */
  statementTimeoutMs?: number;
};

/** The database, ready to use: engine started or joined, schema and rule sets up to date. Throws where two rules tie. */
export async function openDatabase(config: Config, options: OpenOptions): Promise<Connection> {
  refuseTies(RULE_SETS);
  const engine =
    config.databaseUrl === null
      ? await startEngine({
          dir: config.dir,
          modulesDir: join(config.root, 'node_modules'),
          role: options.role,
          log: options.log,
        })
      : null;
  const url = config.databaseUrl ?? engine!.url;
  const connection = connect(url, {
    statementTimeoutMs: options.statementTimeoutMs,
    onError: (error) => options.log(`database: ${error.message}`),
  });
  const close = async () => {
    await connection.close();
    await engine?.stop();
  };
  try {
    // A migration of a large database takes longer than any reader may wait.
    const patient = connect(url, { max: 1, statementTimeoutMs: MIGRATION_MS });
    await migrate(patient.pool).finally(patient.close);
    await saveRuleSets(connection.db, RULE_SETS);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...connection, close };
}
