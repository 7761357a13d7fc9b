import { join } from 'node:path';
import { child } from './child.ts';
import type { ChildImport, ChildImported } from './import-child.ts';
import { judged, spreadOf, type Line } from './line.ts';
import { logProfile, writeLog } from './log-file.ts';
import type { BenchServer } from './server.ts';

const SIZES = {
  county: { cases: 6_250, rows: 50_000 },
  city: { cases: 62_500, rows: 500_000 },
  province: { cases: 1_000_000, rows: 8_000_000 },
} as const;

/** The most memory of a process that does nothing but import the log into an empty database, PostgreSQL's apart. */
export async function benchMemory(
  server: BenchServer,
  load: keyof typeof SIZES,
  say: (line: string) => void,
): Promise<Line[]> {
  const log = await writeLog(join(server.dir, `log-memory-${load}.csv`), SIZES[load]);
  const database = await server.fresh();
  try {
    const request = { path: log.path, source: 'memory', profile: logProfile() };
    const asked: ChildImport = { url: database.url, dir: server.dir, request };
    const { seconds, rows, maxRssMb, cpuSeconds } = await child<ChildImported>('import-child', asked);
    const spent = `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} processor seconds`;
    say(`memory: ${rows} rows of ${log.bytes} bytes in ${spent}, ${maxRssMb} MB`);
    return [
      judged(
        {
          name: `memory/import of ${log.rows} rows`,
          unit: 'MB',
          ours: spreadOf([maxRssMb], 0),
          beside: null,
          ratio: null,
          budget: { median: 512 },
        },
        rows === log.rows ? null : `${rows} of ${log.rows} rows`,
      ),
    ];
  } finally {
    await database.close();
  }
}
