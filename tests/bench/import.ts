import { appendFile, copyFile as copyOf } from 'node:fs/promises';
import { join } from 'node:path';
import { FileRows } from '../../jobs/import/file-rows.ts';
import { partingFor } from '../../jobs/import/plain/parts/read-parts.ts';
import { readFile } from '../../jobs/import/read/read-file.ts';
import { rebuild } from '../../jobs/verdicts/other-rule-sets.ts';
import { dressLog } from './dressed-log.ts';
import { duckdbCopy } from './duckdb-copy.ts';
import { judged, medianOf, round, spreadOf, type Budget, type Line } from './line.ts';
import { logProfile, TYPED_TABLE, writeLog, type Log } from './log-file.ts';
import { timedImport } from './run-import.ts';
import type { BenchDatabase, BenchServer } from './server.ts';
import { COPY_NAME, copyFile, copyHalves } from './typed-copy.ts';

const SIZES = {
  county: { cases: 6_250, rows: 50_000, rounds: 6 },
  city: { cases: 62_500, rows: 500_000, rounds: 4 },
  province: { cases: 1_000_000, rows: 8_000_000, rounds: 1 },
} as const;

/** What is timed beside each copy of the log: rows a second, and how many times the copy's they must be. */
const BUDGETS = {
  'import/parse': { ratio: 1.5 },
  'import/parse-two-threads': { ratio: 2.5 },
  'import/parse-quoted': {},
  'import/parse-gb18030': {},
  import: { ratio: 1.1 },
  'import/one-thread': { ratio: 0.8 },
  'import/filled': { ratio: 0.6 },
  'import/repeated': { ratio: 0.9 },
  'import/recompute': {},
} satisfies Record<string, Budget>;
type Name = keyof typeof BUDGETS;
const NAMES = Object.keys(BUDGETS) as Name[];

/** The log, as many other cases, and the log again in other bytes. */
type Files = { log: Log; others: Log; again: string; quoted: string; gb18030: string };

/**
 * Rows a second of reading a log, of its whole import into an empty database, of as many new cases into the filled one, of
 * the same rows again, and of judging everything anew; verdicts and cube inside, beside the copy of the log into one typed
 * table.
 */
export async function benchImport(
  server: BenchServer,
  load: keyof typeof SIZES,
  say: (line: string) => void,
): Promise<Line[]> {
  const { rounds, ...size } = SIZES[load];
  const files = await writeFiles(server.dir, load, size);
  const { log } = files;
  const ours = Object.fromEntries(NAMES.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const beside: number[] = [];
  const halves: number[] = [];
  const ducks: number[] = [];
  let unequal: string | null = null;
  for (let round = 1; round <= rounds; round++) {
    const database = await server.fresh();
    try {
      await database.pool.query(TYPED_TABLE);
      await server.checkpoint();
      beside.push(log.rows / (await copyFile(database, 'typed_log', log.path)));
      await database.pool.query('create table typed_halves (like typed_log)');
      const both = await copyHalves(database, 'typed_halves', log.path);
      if (both !== null) halves.push(log.rows / both);
      await database.pool.query('drop table typed_halves');
      const duck = duckdbCopy(log.path, 2);
      if (duck !== null) ducks.push(log.rows / duck.seconds);
      if (duck !== null && duck.rows !== log.rows) unequal ??= `${duck.rows} rows in DuckDB`;
      const { seconds, parts, wrong } = await timeRound(server, database, files, `bench-${round}`);
      for (const name of NAMES) ours[name].push(log.rows / seconds[name]);
      unequal ??= wrong;
      const spent = Object.entries(parts).map(([name, part]) => `${name} ${part.toFixed(2)}`);
      say(`import ${round}/${rounds}: ${Math.round(ours.import.at(-1)!)} rows/s; seconds until ${spent.join(', ')}`);
    } finally {
      await database.close();
    }
  }
  const lines = NAMES.map((name) =>
    judged(
      {
        name,
        unit: 'rows/s',
        ours: spreadOf(ours[name], 0),
        beside: { what: `${COPY_NAME}, ${log.rows} rows, ${log.bytes} bytes`, ...spreadOf(beside, 0) },
        ratio: round(medianOf(ours[name].map((rate, i) => rate / beside[i]!)), 3),
        budget: BUDGETS[name],
      },
      unequal,
    ),
  );
  const against = (name: string, what: string, rates: readonly number[], budget: Budget) => {
    if (rates.length === 0) return [];
    const ratio = round(medianOf(ours.import.map((rate, i) => rate / rates[i]!)), 3);
    const line = { name, unit: 'rows/s', ours: spreadOf(ours.import, 0), ratio, budget };
    return [judged({ ...line, beside: { what, ...spreadOf(rates, 0) } }, unequal)];
  };
  return [
    ...lines,
    ...against('import/beside-two-copies', `${COPY_NAME} of two halves at once`, halves, { ratio: 0.65 }),
    ...against('import/beside-duckdb', 'DuckDB into a table on disk, two threads', ducks, {}),
  ];
}

async function writeFiles(dir: string, load: string, size: { cases: number; rows: number }): Promise<Files> {
  const log = await writeLog(join(dir, `log-${load}.csv`), size);
  const others = await writeLog(join(dir, `others-${load}.csv`), size, size.cases);
  const again = join(dir, `again-${load}.csv`);
  await copyOf(log.path, again);
  await appendFile(again, '\n');
  const [quoted, gb18030] = [join(dir, `quoted-${load}.csv`), join(dir, `gb18030-${load}.csv`)];
  await dressLog(log.path, quoted, gb18030);
  return { log, others, again, quoted, gb18030 };
}

async function timeRound(server: BenchServer, database: BenchDatabase, files: Files, source: string) {
  const { log, others, again } = files;
  const seconds = {} as Record<Name, number>;
  const request = (path: string) => ({ path, source, profile: logProfile() });
  let wrong: string | null = null;
  const parse = async (threads: number, path = log.path) => {
    const started = performance.now();
    const rows = new FileRows(() => undefined);
    const parting = partingFor(threads);
    await readFile(path, logProfile(), { zone: 'Asia/Shanghai', parting }, rows);
    if (rows.events.length !== log.rows) wrong ??= `${rows.events.length} of ${log.rows} rows read`;
    return (performance.now() - started) / 1000;
  };
  seconds['import/parse'] = await parse(1);
  seconds['import/parse-two-threads'] = await parse(2);
  seconds['import/parse-quoted'] = await parse(1, files.quoted);
  seconds['import/parse-gb18030'] = await parse(1, files.gb18030);

  const other = await server.fresh();
  await server.checkpoint();
  seconds['import/one-thread'] = (await timedImport(other, server.dir, request(log.path))).seconds;
  await other.close();

  await server.checkpoint();
  const empty = await timedImport(database, server.dir, request(log.path), { threads: 2 });
  seconds.import = empty.seconds;
  wrong ??= await difference(database, log, empty.report.rows.new);

  await server.checkpoint();
  const repeated = await timedImport(database, server.dir, request(again), { threads: 2 });
  seconds['import/repeated'] = repeated.seconds;
  if (repeated.report.rows.same !== log.rows) wrong ??= `${repeated.report.rows.same} of ${log.rows} rows the same`;

  await server.checkpoint();
  const filled = await timedImport(database, server.dir, request(others.path), { threads: 2 });
  seconds['import/filled'] = filled.seconds;
  if (filled.report.rows.new !== others.rows) wrong ??= `${filled.report.rows.new} of ${others.rows} rows new`;

  await server.checkpoint();
  const restarted = performance.now();
  const { rows: heads } = await database.pool.query<{ origin: number; rule_set: number }>('select * from origin');
  const { cases } = await rebuild(database.pool, { origin: heads[0]!.origin, ruleSet: heads[0]!.rule_set });
  // Both logs are judged: what one of them would take.
  seconds['import/recompute'] = (performance.now() - restarted) / 2000;
  if (cases !== log.cases + others.cases) wrong ??= `${cases} cases judged`;
  return { seconds, parts: empty.parts, wrong };
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
