import { connect } from '../../sql/database.ts';
import { timedImport } from './run-import.ts';
import type { ImportRequest } from '../../jobs/import/import-file.ts';
import type { BenchDatabase } from './server.ts';

/** A process that does one import and says how long it took, what it did with its rows and how much memory it had. */
export type ChildImport = { url: string; dir: string; request: ImportRequest };
export type ChildImported = { seconds: number; rows: number; maxRssMb: number; cpuSeconds: number };

const { url, dir, request } = JSON.parse(process.argv[2]!) as ChildImport;
const connection = connect(url, { statementTimeoutMs: 3_600_000 });
const database: BenchDatabase = { ...connection, url };
const { seconds, report } = await timedImport(database, dir, request);
const { user, system } = process.cpuUsage();
const said: ChildImported = {
  seconds,
  rows: report.rows.in,
  maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  cpuSeconds: (user + system) / 1e6,
};
process.stdout.write(JSON.stringify(said));
await connection.close();
