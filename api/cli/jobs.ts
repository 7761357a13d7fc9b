import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSchedule } from '../../jobs/schedule.ts';
import { timetable } from '../../jobs/timetable.ts';
import { sharedClock } from '../../sql/shared-clock.ts';
import { openDatabase } from '../open-database.ts';
import { readArgs, type Command } from './command.ts';
import { demoChoice } from './demo.ts';

const OPTIONS = {
  demo: { type: 'boolean', default: false },
  size: { type: 'string' },
  seed: { type: 'string' },
  until: { type: 'string' },
  still: { type: 'boolean', default: false },
} as const;

/** How long stopping waits for work in hand. */
const PATIENCE_MS = 3_000;

/** Runs the timetable until told to stop, or until the server that started it is gone. */
export const jobs: Command = {
  usage: 'jobs [--demo [--size county|city] [--seed N] [--until DATE] [--still]]',
  async run(args, config) {
    const { values } = readArgs(args, OPTIONS);
    const now = () => Date.now() * 1000;
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    const { db, pool, close } = await openDatabase(config, { role: 'tool', log: say, statementTimeoutMs: 3_600_000 });
    const inbox = join(config.dir, 'inbox');
    await mkdir(inbox, { recursive: true });
    const lines = timetable({
      ...{ db, pool, inbox, now },
      originals: join(config.dir, 'originals'),
      pageCases: config.pageCases ?? undefined,
      uploads: join(config.dir, 'uploads'),
      sources: join(config.dir, 'sources'),
      fetched: join(config.dir, 'fetched'),
      demo: values.demo ? { ...demoChoice(values, now()), still: values.still } : null,
      progress: everyFewSeconds((name, rows, share, rate) =>
        say(`  ${name}: ${Math.round(100 * share)}%, ${rows} rows, ${rate} rows/s`),
      ),
    });
    const schedule = startSchedule(
      { db, now: await sharedClock(db, now) },
      lines,
      (job, slot, outcome) => {
        if (outcome.state === 'failed') say(`${job} ${slot}: ${outcome.error.message}`);
        else if (outcome.state === 'done' && job !== 'rule-sets') say(`${job} ${slot}: ${summary(outcome.detail)}`);
      },
      (job, error) => say(`${job}: ${error instanceof Error ? error.message : String(error)}`),
    );
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
        process.once(signal as 'SIGTERM', () => resolve());
    });
    // What is half done is rolled back and taken up again at the next start: an import is whole or not at all.
    await Promise.race([schedule.stop(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    await Promise.race([close(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    process.exit(0);
  },
};

function summary(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(
      ([key, value]) => key !== 'name' && (typeof value === 'string' || typeof value === 'number') && value !== '',
    )
    .map(([key, value]) => `${key} ${typeof value === 'number' ? Math.round(value * 10) / 10 : value}`)
    .join(', ');
}

function everyFewSeconds<A extends unknown[]>(tell: (...args: A) => void): (...args: A) => void {
  let last = 0;
  return (...args) => {
    if (Date.now() - last < 2_000) return;
    last = Date.now();
    tell(...args);
  };
}
