import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { referenceKey, type ReferenceKey } from '../../jobs/demo/reference/world.ts';
import { writeReference } from '../../jobs/demo/reference/write.ts';
import { writeDemo } from '../../jobs/demo/write.ts';
import { shippedProfile } from '../../jobs/import/profile-file.ts';
import { UNTIL } from './rivals.ts';
import { timedImport } from './run-import.ts';
import type { BenchDatabase, BenchServer } from './server.ts';

export type LoadName = 'county' | 'city' | 'province';

/** A database with a load in it, for everything that is asked of one. */
export type Standing = {
  database: BenchDatabase;
  /** Of the reference load; null: the demo. */
  key: ReferenceKey | null;
  cases: number;
  rows: number;
  /** Of its import. */
  seconds: number;
};

/** Writes the load's files and takes them in, one after the other; they are judged with the last. */
export async function standing(
  server: BenchServer,
  load: LoadName,
  cases: number,
  say: (line: string) => void,
): Promise<Standing> {
  const dir = join(server.dir, `load-${load}`);
  if (load !== 'province') {
    const written = await writeDemo({ dir, size: load, seed: 1, until: UNTIL });
    return { key: null, ...written, ...(await importAll(server, dir, say)) };
  }
  const key = referenceKey(1, cases, UNTIL);
  const started = performance.now();
  const written = await writeReference(dir, key);
  say(
    `reference load: ${written.cases} cases, ${written.rows} rows in ${Math.round((performance.now() - started) / 1000)} s`,
  );
  return { key, ...written, ...(await importAll(server, dir, say)) };
}

export async function importAll(
  server: BenchServer,
  dir: string,
  say: (line: string) => void,
): Promise<{ database: BenchDatabase; seconds: number }> {
  const database = await server.fresh();
  const profile = shippedProfile('demo');
  let taken = 0;
  const names = (await readdir(dir)).filter((name) => name.endsWith('.csv')).sort();
  for (const name of names) {
    const request = { path: join(dir, name), source: 'demo', profile };
    const { seconds, report } = await timedImport(database, server.dir, request, { judges: name === names.at(-1) });
    taken += seconds;
    say(`  ${name}: ${report.rows.in} rows in ${seconds.toFixed(1)} s`);
  }
  await database.pool.query('vacuum analyze'); // as autovacuum does soon after
  await server.checkpoint();
  return { database, seconds: taken };
}
