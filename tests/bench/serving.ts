import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { buildApp } from '../../api/app.ts';
import { child } from './child.ts';
import type { Load, Loaded } from './http-client.ts';
import type { ChildImport, ChildImported } from './import-child.ts';
import { judged, round, spreadOf, type Line, type Spread } from './line.ts';
import { logProfile, writeLog } from './log-file.ts';
import type { BenchServer } from './server.ts';
import type { Standing } from './standing.ts';

/** Most questions kept in memory are 500: over more than that every one is asked anew. */
const MONTHS = 36;
const WORDS = { kpi: 'compliance-rate', rank: 'branches', heat: 'heat-map' };
const SECONDS = 5;
const RESOLUTION_MS = 5;

function questions(word: string): string[] {
  const month = (n: number) => new Date(Date.UTC(2023, 6 + n, 1)).toISOString().slice(0, 7);
  const paths: string[] = [];
  for (let from = 0; from < MONTHS; from++)
    for (let to = from; to < MONTHS; to++) paths.push(`/api/v1/${word}?from=${month(from)}&to=${month(to)}`);
  return paths;
}

/** Requests a second over HTTP, from the database, from memory and not modified; latency and lag idle and while an import runs. */
export async function benchServing(
  server: BenchServer,
  { database }: Standing,
  wanted: (name: string) => boolean,
  say: (line: string) => void,
): Promise<Line[]> {
  const app = await buildApp({ db: database.db, webDir: null, version: 'bench', log: false });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const asked = (load: Omit<Load, 'port'>) => child<Loaded>('http-client', { port, ...load });
  const lines: Line[] = [];
  try {
    if (wanted('http')) {
      for (const [name, word] of Object.entries(WORDS)) lines.push(...(await throughput(port, name, word, asked)));
    }
    if (wanted('beside-import')) lines.push(...(await besideImport(server, database.url, asked, say)));
  } finally {
    await app.close();
  }
  return lines;
}

const LEAST: Record<string, number> = { kpi: 800, rank: 150, heat: 35 };

type Ask = (load: Omit<Load, 'port'>) => Promise<Loaded>;

async function throughput(port: number, name: string, word: string, asked: Ask): Promise<Line[]> {
  const all = questions(word);
  const year = [`/api/v1/${word}?from=2025-07&to=2026-06`];
  const first = await fetch(`http://127.0.0.1:${port}${year[0]}`);
  const etag = first.headers.get('etag')!;
  const plain = await asked({ paths: all, connections: 1, seconds: SECONDS });
  const cached = await asked({ paths: year, connections: 20, seconds: SECONDS });
  const same = await asked({ paths: year, connections: 20, seconds: SECONDS, etag });
  const line = (kind: string, { requests, seconds, failed, ms }: Loaded, budget: object) =>
    judged(
      {
        name: `http/${name}/${kind}`,
        unit: 'req/s',
        ours: rate(requests / seconds),
        beside: { what: `ms a request, p99 ${ms.p99}`, ...ms },
        ratio: null,
        budget,
      },
      failed > 0 || first.status !== 200 ? `${failed} requests failed, the first ${first.status}` : null,
    );
  const uncached = plain.requests / plain.seconds;
  return [
    line('plain', plain, { least: LEAST[name] }),
    line('cached', cached, { least: 20 * uncached }),
    line('304', same, { least: cached.requests / cached.seconds }),
  ];
}

const rate = (value: number): Spread => spreadOf([value], 0);

/** p95 of uncached questions at 40 a second, and the lag of the server's own loop, without and beside an import in a process of lower priority. */
async function besideImport(
  server: BenchServer,
  url: string,
  asked: Ask,
  say: (line: string) => void,
): Promise<Line[]> {
  const log = await writeLog(join(server.dir, 'log-beside.csv'), { cases: 250_000, rows: 2_000_000 });
  const paths = questions(WORDS.kpi);
  const watched = async (seconds: number) => {
    const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    lag.enable();
    const loaded = await asked({ paths, connections: 20, seconds, perSecond: 40 });
    lag.disable();
    return { loaded, p99: lag.percentile(99) / 1e6 - RESOLUTION_MS, max: lag.max / 1e6 - RESOLUTION_MS };
  };
  await watched(2);
  const idle = await watched(10);
  const request: ChildImport = {
    url,
    dir: server.dir,
    request: { path: log.path, source: 'beside', profile: logProfile() },
  };
  const importing = child<ChildImported>('import-child', request, true);
  const busy = await watched(10);
  const imported = await importing;
  say(`beside: ${imported.rows} rows in ${imported.seconds.toFixed(1)} s, ${imported.maxRssMb} MB`);
  const wrong = idle.loaded.failed + busy.loaded.failed > 0 ? 'requests failed' : null;
  const covered = imported.seconds < 8 ? 'the import was over before the reads' : null;
  const lags = (name: string, { p99, max }: { p99: number; max: number }, most: number) =>
    judged(
      {
        name: `lag/${name}`,
        unit: 'ms',
        ours: { median: round(p99, 1), min: round(p99, 1), max: round(max, 1) },
        beside: null,
        ratio: null,
        budget: { median: most },
      },
      null,
    );
  const grown = round(busy.loaded.ms.p95 / idle.loaded.ms.p95, 2);
  return [
    judged(
      {
        name: 'beside-import/reads',
        unit: '× idle p95',
        ours: spreadOf([grown], 2),
        beside: { what: `idle ms; beside an import p95 ${busy.loaded.ms.p95}`, ...idle.loaded.ms },
        ratio: null,
        budget: { median: 1.5 },
      },
      wrong ?? covered,
    ),
    lags('idle', idle, 20),
    lags('beside-import', busy, 30),
    judged(
      {
        name: 'memory/import of 2,000,000 rows',
        unit: 'MB',
        ours: spreadOf([imported.maxRssMb], 0),
        beside: null,
        ratio: null,
        budget: { median: 512 },
      },
      null,
    ),
  ];
}
