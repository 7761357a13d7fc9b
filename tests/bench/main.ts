import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { readConfig } from '../../api/config.ts';
import { benchFigures } from './figures.ts';
import { REFERENCE_CASES } from '../../jobs/demo/reference/world.ts';
import { benchImport } from './import.ts';
import { benchIncrement, benchRecompute } from './increment.ts';
import { round, type Line } from './line.ts';
import { benchMemory } from './memory.ts';
import { benchProvince } from './province.ts';
import { benchReads } from './read-bench.ts';
import { benchServing } from './serving.ts';
import { startServer } from './server.ts';
import { standing } from './standing.ts';
import { benchStatistics } from './statistics.ts';
import { benchWorkbook } from './workbook.ts';

const USAGE =
  'npm run bench -- [--only NAME[,NAME/…]] [--load county|city|province] [--cases N] [--no-rivals] [--json FILE]; ' +
  'names: import, memory, xlsx, read, province, recompute, increment, http, beside-import, statistics, figures';

const config = readConfig();
const { only, load, cases, rivals, json } = choice();
const say = (line: string) => void process.stderr.write(`${line}\n`);
const wanted = (name: string) =>
  only === undefined || only.split(',').some((asked) => name === asked || name.startsWith(`${asked}/`));

const lines: Line[] = [];
const tell = (...found: Line[]) => {
  for (const line of found) process.stdout.write(`${JSON.stringify(line)}\n`);
  lines.push(...found);
};

/** Others at work on the machine make every figure worse. */
const busy = round(loadavg()[0]!, 2);
const server = await startServer(config, say);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void server.stop().finally(() => process.exit(1)));
try {
  if (wanted('import')) tell(...(await benchImport(server, load, say)));
  if (wanted('memory')) tell(...(await benchMemory(server, load, say)));
  if (wanted('province')) tell(...(await benchProvince(server, say)));
  if (wanted('xlsx')) tell(...(await benchWorkbook(server)));
  const ofLoad = ['read', 'recompute', 'increment', 'http', 'beside-import'];
  if (ofLoad.some((name) => wanted(name) || only?.includes(`${name}/`))) {
    const there = await standing(server, load, cases, say);
    say(`${there.cases} cases, ${there.rows} rows imported in ${there.seconds.toFixed(1)} s`);
    tell(...(await benchReads(there, wanted, rivals)));
    tell(...(await benchServing(server, there, wanted, say)));
    if (wanted('recompute')) tell(...(await benchRecompute(there)));
    if (wanted('increment')) tell(...(await benchIncrement(server, there, say)));
    await there.database.close();
  }
  if (wanted('statistics')) tell(...benchStatistics());
  if (wanted('figures')) tell(...(await benchFigures(server, say)));
} finally {
  await server.stop();
}
if (lines.length === 0) say(`--only: nothing is called "${only}". ${USAGE}`);
if (json !== undefined) await writeFile(json, `${JSON.stringify({ ...surroundings(), lines }, null, 1)}\n`);
process.exitCode = lines.length > 0 && lines.every((line) => line.ok) ? 0 : 1;

function choice() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        load: { type: 'string', default: 'county' },
        cases: { type: 'string', default: String(REFERENCE_CASES) },
        'no-rivals': { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    });
    const { only, load, json } = values;
    if (load !== 'county' && load !== 'city' && load !== 'province')
      throw new Error(`--load: "${load}" is neither county nor city nor province.`);
    const cases = Number(values.cases);
    if (!Number.isInteger(cases) || cases < 1) throw new Error(`--cases: "${values.cases}" is no number of cases.`);
    return { only, load, cases, rivals: !values['no-rivals'], json } as const;
  } catch (error) {
    process.stderr.write(`${(error as Error).message} ${USAGE}\n`);
    process.exit(2);
  }
}

/** What the figures hold for. */
function surroundings() {
  return {
    at: new Date().toISOString(),
    commit: commitOf(),
    load,
    node: process.version,
    postgres: server.version,
    cores: cpus().length,
    loadAverageBefore: busy,
    processor: cpus()[0]?.model ?? '',
    memoryMb: Math.round(totalmem() / 2 ** 20),
  };
}

function commitOf(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: config.root, encoding: 'utf8' }).trim();
  } catch {
    return null; // an archive without history
  }
}
