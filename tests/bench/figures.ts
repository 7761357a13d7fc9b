import { join } from 'node:path';
import { wholeScope } from '../../api/access/scope-of.ts';
import { figures, type Figures } from '../../jobs/figures/figures.ts';
import { figuresInput } from '../../sql/read/figures-input.ts';
import { judged, spreadOf, type Line } from './line.ts';
import { logProfile, writeLog, type Log } from './log-file.ts';
import { timedImport } from './run-import.ts';
import type { BenchServer } from './server.ts';

const SIZE = { cases: 150_000, rows: 560_000 };
const ROUNDS = 4;

/** Seconds of the import of a large log and of its figures, from the database to their JSON. */
export async function benchFigures(server: BenchServer, say: (line: string) => void): Promise<Line[]> {
  const log = await writeLog(join(server.dir, 'log-figures.csv'), SIZE);
  const database = await server.fresh();
  try {
    await server.checkpoint();
    const request = { path: log.path, source: 'figures', profile: logProfile() };
    const { seconds, report } = await timedImport(database, server.dir, request);
    say(`figures: imported in ${seconds.toFixed(1)} s`);
    const taken: number[] = [];
    let unequal: string | null = null;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      const text = JSON.stringify(figures(await figuresInput(database.db, wholeScope, { source: 'figures' })));
      taken.push((performance.now() - started) / 1000);
      unequal ??= difference(JSON.parse(text) as Figures, log);
    }
    const counted = report.rows.new === log.rows ? null : `${report.rows.new} of ${log.rows} rows are new`;
    const alone = { unit: 's', beside: null, ratio: null };
    return [
      judged({ name: 'figures/import', ...alone, ours: spreadOf([seconds], 2), budget: { median: 60 } }, counted),
      judged({ name: 'figures', ...alone, ours: spreadOf(taken, 2), budget: { median: 10 } }, unequal),
    ];
  } finally {
    await database.close();
  }
}

function difference(found: Figures, log: Log): string | null {
  if (found.cases !== log.cases) return `${found.cases} of ${log.cases} cases`;
  if (found.events !== log.rows) return `${found.events} of ${log.rows} events`;
  const wrong = Object.keys({ ...log.steps, ...found.activities }).find(
    (step) => found.activities[step] !== log.steps[step],
  );
  return wrong === undefined ? null : `${found.activities[wrong]} of ${log.steps[wrong]} events of ${wrong}`;
}
