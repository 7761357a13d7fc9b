import { judged, round, spreadOf, type Line } from './line.ts';
import { READS, type Read } from './reads.ts';
import type { BenchDatabase } from './server.ts';
import type { Standing } from './standing.ts';

const WARM_UP = 2;
const REPEATS = 30;
/** The rival is asked beside every third repeat: it is far slower. */
const RIVAL_EVERY = 3;

/** Milliseconds of each dashboard read over a load, beside the same question to cases and clocks in plain SQL. */
export async function benchReads(
  { database }: Standing,
  wanted: (name: string) => boolean,
  rivals: boolean,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const read of READS.filter(({ name }) => wanted(`read/${name}`))) {
    lines.push(await benchRead(database, rivals ? read : { ...read, rival: null }));
  }
  return lines;
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
