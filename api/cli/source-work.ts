import { join } from 'node:path';
import type { Failpoint } from '../../jobs/import/failpoints.ts';
import type { ImportContext } from '../../jobs/import/import-file.ts';
import { publishAll } from '../../jobs/verdicts/publish.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../open-database.ts';

/** Runs what changes the facts of a source that are there already: published by every rule set that has judged them. */
export async function onFacts<T>(config: Config, work: (context: ImportContext) => Promise<T>): Promise<T> {
  const { db, pool, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
  try {
    return await work({
      ...{ db, pool, originals: join(config.dir, 'originals'), now: () => Date.now() * 1000 },
      publish: publishAll,
      failpoint: waitAt(config.pauseAt),
    });
  } finally {
    await close();
  }
}

export const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** So that a test can end the process at a point it has reached: says so and stays there; `*` says every point and goes on. */
export function waitAt(point: string | null): Failpoint | undefined {
  if (point === null) return undefined;
  return async (name) => {
    if (point === '*' || name === point) tell(`reached ${name}`);
    if (name === point) await new Promise((resolve) => setTimeout(resolve, 600_000));
  };
}
