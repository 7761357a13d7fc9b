import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../api/config.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { connect, type Connection } from '../../sql/database.ts';
import { startEngine } from '../../sql/engine/engine.ts';
import { migrate } from '../../sql/migrate.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';

export type BenchDatabase = Connection & { url: string };

/** A durable PostgreSQL with databases to throw away, and a folder for files. */
export type BenchServer = {
  dir: string;
  /** What answers, such as "18.4". */
  version: string;
  /** A migrated database of its own with the shipped rule sets; `close` drops it. */
  fresh(): Promise<BenchDatabase>;
  /** Writes dirty pages out, so that no bench pays for the one before. */
  checkpoint(): Promise<void>;
  /** Ends everything once, however often it is called. */
  stop(): Promise<void>;
};

const STATEMENT_MS = 3_600_000;

export async function startServer(config: Config, log: (line: string) => void): Promise<BenchServer> {
  const dir = await mkdtemp(join(tmpdir(), 'yekuo-bench-'));
  await chmod(dir, 0o755); // as root the engine's user must reach it
  const engine =
    config.databaseUrl === null
      ? await startEngine({ dir: join(dir, 'engine'), modulesDir: join(config.root, 'node_modules'), log })
      : null;
  const server = config.databaseUrl ?? engine!.url;
  const admin = connect(server, { max: 1, statementTimeoutMs: STATEMENT_MS });
  const { rows } = await admin.pool.query<{ server_version: string }>('show server_version');
  let made = 0;
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await admin.close();
    await engine?.stop();
    if (engine !== null) await rm(engine.folder, { recursive: true, force: true });
    await rm(dir, { recursive: true, force: true });
  };
  return {
    dir,
    version: rows[0]!.server_version,
    async fresh() {
      const name = `yekuo_bench_${process.pid}_${++made}`;
      await admin.pool.query(`create database ${name}`);
      const url = new URL(server);
      url.pathname = `/${name}`;
      const connection = connect(url.href, { statementTimeoutMs: STATEMENT_MS });
      await migrate(connection.pool);
      await saveRuleSets(connection.db, RULE_SETS);
      const close = async () => {
        await connection.close();
        await admin.pool.query(`drop database if exists ${name} with (force)`);
      };
      return { ...connection, close, url: url.href };
    },
    checkpoint: async () => void (await admin.pool.query('checkpoint')),
    stop: () => (stopping ??= stop()),
  };
}
