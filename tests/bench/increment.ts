import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { referenceKey, type ReferenceKey } from '../../jobs/demo/reference/world.ts';
import { writeReference, writeReferenceDay } from '../../jobs/demo/reference/write.ts';
import { shippedProfile } from '../../jobs/import/profile-file.ts';
import { rebuild } from '../../jobs/verdicts/other-rule-sets.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { judged, medianOf, round, spreadOf, type Line } from './line.ts';
import { timedImport } from './run-import.ts';
import type { BenchDatabase, BenchServer } from './server.ts';
import { importAll, type Standing } from './standing.ts';

const DAYS = ['2026-07-01', '2026-07-02', '2026-07-03'];
/** How many times smaller the database is that growth is measured against, at the same cases a day. */
const SMALLER = 3.5;
const alone = { unit: 's', beside: null, ratio: null } as const;

/**
 * Seconds of a day's feed on the reference load, and how many times those on a database of a 3.5th of the months at the
 * same cases a day.
 */
export async function benchIncrement(
  server: BenchServer,
  load: Standing,
  say: (line: string) => void,
): Promise<Line[]> {
  const { key } = load;
  if (key === null) return [];
  const large = await days(server, load.database, key, say);
  const small = await smallLoad(server, key);
  const database = (await importAll(server, small.dir, () => undefined)).database;
  try {
    const seconds = (await days(server, database, small.key, say)).seconds;
    const growth = round(medianOf(large.seconds) / medianOf(seconds), 2);
    const name = `increment of ${Math.round(large.rows)} rows`;
    return [
      judged({ name, ...alone, ours: spreadOf(large.seconds, 2), budget: { median: 4 } }, null),
      judged(
        {
          name: 'increment/growth',
          unit: '×',
          ours: spreadOf([growth], 2),
          beside: { what: `on ${Math.round(load.cases / SMALLER)} cases, s`, ...spreadOf(seconds, 2) },
          ratio: null,
          budget: { median: 1.1 },
        },
        null,
      ),
    ];
  } finally {
    await database.close();
  }
}

async function smallLoad(server: BenchServer, { seed, cases, from, until }: ReferenceKey) {
  const dir = join(server.dir, 'load-small');
  const span = Date.parse(until) - Date.parse(from);
  const key = referenceKey(seed, Math.round(cases / SMALLER), until);
  const small = { ...key, from: new Date(Date.parse(until) - span / SMALLER).toISOString().slice(0, 10) };
  await writeReference(dir, small);
  return { dir, key: small };
}

async function days(server: BenchServer, database: BenchDatabase, key: ReferenceKey, say: (line: string) => void) {
  const taken: number[] = [];
  let rows = 0;
  const profile = shippedProfile('demo');
  for (const day of DAYS) {
    const dir = join(server.dir, 'day');
    const { files } = await writeReferenceDay(dir, key, day);
    await server.checkpoint();
    let seconds = 0;
    for (const name of files) {
      const done = await timedImport(database, server.dir, { path: join(dir, name), source: 'demo', profile });
      seconds += done.seconds;
      rows += done.report.rows.in / DAYS.length;
      say(`  ${day} ${name}: ${done.report.rows.in} rows in ${done.seconds.toFixed(2)} s`);
    }
    taken.push(seconds);
    await rm(dir, { recursive: true });
  }
  return { seconds: taken, rows };
}

/** Seconds of judging everything anew, and of the open cases alone, as a later data time asks for. */
export async function benchRecompute(load: Standing): Promise<Line[]> {
  const { pool } = load.database;
  const { rows } = await pool.query<{ origin: number; ruleSet: number; version: number; open: number; clocks: number }>(
    `select origin, rule_set as "ruleSet", version,
       (select count(*)::int from case_fact f where f.origin = o.origin and f.ended is null) as open,
       (select sum(cardinality(stage))::int from case_clock c where c.origin = o.origin) as clocks
     from origin o order by (select count(*) from case_fact f where f.origin = o.origin) desc limit 1`,
  );
  const { origin, ruleSet, version, open, clocks } = rows[0]!;
  const timed = async (work: () => Promise<{ cases: number }>) => {
    const started = performance.now();
    const { cases } = await work();
    return { seconds: (performance.now() - started) / 1000, cases };
  };
  const aged = [];
  for (let n = 0; n < 3; n++) {
    await pool.query('update judged set as_of = null where origin = $1', [origin]); // as if the data time had moved
    aged.push(
      await timed(() =>
        inTransaction(pool, (trx) => publishPrimary(trx, { origin, caseIds: [], version: version + 1 + n })),
      ),
    );
  }
  const all = await timed(() => rebuild(pool, { origin, ruleSet }));
  const wrong = all.cases === load.cases ? null : `${all.cases} of ${load.cases} cases judged`;
  return [
    judged(
      {
        name: `recompute/open (${open} cases)`,
        ...alone,
        ours: spreadOf(
          aged.map((a) => a.seconds),
          2,
        ),
        budget: { median: 5 },
      },
      aged.every((a) => a.cases >= open) ? null : 'not every open case was judged',
    ),
    judged(
      { name: `recompute (${clocks} clocks)`, ...alone, ours: spreadOf([all.seconds], 2), budget: { median: 25 } },
      wrong,
    ),
  ];
}
