import { join } from 'node:path';
import { judged, medianOf, round, spreadOf, type Line } from './line.ts';
import { logProfile, TYPED_TABLE, writeLog, type Log } from './log-file.ts';
import { timedImport } from './run-import.ts';
import type { BenchDatabase, BenchServer } from './server.ts';
import { COPY_NAME, copyFile } from './typed-copy.ts';

const SIZES = {
  county: { cases: 6_250, rows: 50_000, rounds: 6 },
  city: { cases: 62_500, rows: 500_000, rounds: 4 },
} as const;

/** Rows a second of a whole import, verdicts and cube inside, beside the copy of the same file into one typed table. */
export async function benchImport(
  server: BenchServer,
  load: keyof typeof SIZES,
  say: (line: string) => void,
): Promise<Line> {
  const { rounds, ...size } = SIZES[load];
  const log = await writeLog(join(server.dir, `log-${load}.csv`), size);
  const [ours, beside]: [number[], number[]] = [[], []];
  let unequal: string | null = null;
  for (let round = 1; round <= rounds; round++) {
    const database = await server.fresh();
    try {
      await database.pool.query(TYPED_TABLE);
      await server.checkpoint();
      beside.push(log.rows / (await copyFile(database, 'typed_log', log.path)));
      await server.checkpoint();
      const request = { path: log.path, source: `bench-${round}`, profile: logProfile() };
      const { seconds, parts, report } = await timedImport(database, server.dir, request);
      ours.push(log.rows / seconds);
      unequal ??= await difference(database, log, report.rows.new);
      const spent = Object.entries(parts).map(([name, part]) => `${name} ${part.toFixed(2)}`);
      say(`import ${round}/${rounds}: ${Math.round(ours.at(-1)!)} rows/s; seconds until ${spent.join(', ')}`);
    } finally {
      await database.close();
    }
  }
  const ratio = round(medianOf(ours.map((rate, i) => rate / beside[i]!)), 3);
  return judged(
    {
      name: 'import',
      unit: 'rows/s',
      ours: spreadOf(ours, 0),
      beside: { what: `${COPY_NAME}, ${log.rows} rows, ${log.bytes} bytes`, ...spreadOf(beside, 0) },
      ratio,
      budget: { ratio: 1.1 },
    },
    unequal,
  );
}

/** Rows, cases and the sum of all ends must be the same in both, and those written. */
async function difference({ pool }: BenchDatabase, log: Log, counted: number): Promise<string | null> {
  const figures = async (sql: string) => {
    const { rows } = await pool.query<{ rows: number; cases: number; ends: number }>(sql);
    return JSON.stringify([rows[0]!.rows, rows[0]!.cases, rows[0]!.ends]);
  };
  const theirs = await figures(
    `select count(*) as rows, count(distinct case_no) as cases, sum(extract(epoch from finished))::bigint as ends
     from typed_log`,
  );
  const ours = await figures(
    `select sum(cardinality(step))::bigint as rows, count(*) as cases,
            sum((select sum(extract(epoch from e)) from unnest(finished) as e))::bigint as ends from case_fact`,
  );
  if (counted !== log.rows) return `${counted} rows reported as new, ${log.rows} written`;
  const [rows, cases] = JSON.parse(ours) as [number, number];
  if (rows !== log.rows || cases !== log.cases) return `${rows} rows of ${cases} cases stored`;
  return ours === theirs ? null : `stored ${ours}, copied ${theirs}`;
}
