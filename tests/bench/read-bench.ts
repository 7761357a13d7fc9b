import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Size } from '../../jobs/demo/province.ts';
import { writeDemo } from '../../jobs/demo/write.ts';
import { shippedProfile } from '../../jobs/import/profile-file.ts';
import { judged, round, spreadOf, type Line } from './line.ts';
import { READS, type Read } from './reads.ts';
import { UNTIL } from './rivals.ts';
import { timedImport } from './run-import.ts';
import type { BenchDatabase, BenchServer } from './server.ts';

const WARM_UP = 2;
const REPEATS = 30;
/** The rival is asked beside every third repeat: it is far slower. */
const RIVAL_EVERY = 3;

/** Milliseconds of each dashboard read over the demo, beside the same question to cases and clocks in plain SQL. */
export async function benchReads(
  server: BenchServer,
  load: Size,
  wanted: (name: string) => boolean,
  say: (line: string) => void,
): Promise<Line[]> {
  const reads = READS.filter((read) => wanted(`read/${read.name}`));
  if (reads.length === 0) return [];
  const database = await server.fresh();
  try {
    const dir = join(server.dir, 'demo');
    const { cases, rows } = await writeDemo({ dir, size: load, seed: 1, until: UNTIL });
    const files = (await readdir(dir)).filter((name) => name.endsWith('.csv')).sort();
    const profile = shippedProfile('demo');
    let taken = 0;
    for (const name of files) {
      const { seconds } = await timedImport(database, server.dir, { path: join(dir, name), source: 'demo', profile });
      taken += seconds;
    }
    say(`demo: ${cases} cases, ${rows} rows imported in ${taken.toFixed(1)} s`);
    await database.pool.query('vacuum analyze'); // as autovacuum does soon after
    await server.checkpoint();
    const lines: Line[] = [];
    for (const read of reads) lines.push(await benchRead(database, read));
    return lines;
  } finally {
    await database.close();
  }
}

async function benchRead({ db, pool }: BenchDatabase, read: Read): Promise<Line> {
  const { rows: origins } = await pool.query<{ origin: number; rule_set: number }>(
    'select origin, rule_set from origin',
  );
  const { origin, rule_set } = origins[0]!;
  const [ours, beside]: [number[], number[]] = [[], []];
  let unequal: string | null = null;
  for (let repeat = -WARM_UP; repeat < REPEATS; repeat++) {
    const started = performance.now();
    const rows = await read.ask(db);
    if (repeat >= 0) ours.push(performance.now() - started);
    if (read.rival === null || (repeat >= 0 && repeat % RIVAL_EVERY !== 0)) continue;
    const restarted = performance.now();
    const answer = await pool.query<object>(read.rival, [origin, rule_set]);
    if (repeat >= 0) beside.push(performance.now() - restarted);
    unequal ??= difference(rows(), answer.rows);
  }
  const spread = spreadOf(ours, 2);
  const rival = beside.length === 0 ? null : { what: 'plain SQL over cases and clocks', ...spreadOf(beside, 2) };
  return judged(
    {
      name: `read/${read.name}`,
      unit: 'ms',
      ours: spread,
      beside: rival,
      ratio: rival && round(rival.median / spread.median, 2),
      budget: read.budget,
    },
    unequal,
  );
}

function difference(ours: readonly object[], theirs: readonly object[]): string | null {
  if (ours.length === 0) return 'nothing was found';
  const [a, b] = [ours, theirs].map((rows) => rows.map((row) => JSON.stringify(Object.entries(row).sort())));
  const at = a!.findIndex((row, i) => row !== b![i]);
  if (at < 0 && a!.length === b!.length) return null;
  return `${a!.length} rows beside ${b!.length}; ${a![at] ?? 'none'} beside ${b![at] ?? b!.at(-1)}`;
}
