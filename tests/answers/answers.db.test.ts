import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figures } from '../../jobs/figures/figures.ts';
import { shared, yekuo } from '../command.ts';
import { expectConservation, expectKeptInCube, expectStanding } from '../conservation.ts';
import { freshDatabase } from '../database.ts';
import { differences, expectedFigures, ourFigures, topPaths, type Answers } from './compare.ts';

const logs = join(shared, 'logs');
const there = existsSync(join(logs, 'answers'));
if (!there) console.log(`The real logs are not in ${logs}: their comparison is skipped.`);

/** Each log and the file of independent answers to it. */
const PAIRS = {
  'receipt.csv': 'receipt_csv',
  'receipt.xes.gz': 'receipt',
  'DomesticDeclarations.xes.gz': 'bpi2020_DomesticDeclarations',
  'RequestForPayment.xes.gz': 'bpi2020_RequestForPayment',
  'BPI_Challenge_2012_W_Two_TS.xes.gz': 'bpic12_w_two_ts',
  'Production.csv': 'production_csv',
  'Production.xes': 'production_xes',
  'PurchasingExample.csv': 'purchasing',
  'interval_event_log.csv': 'interval_event_log',
  'roadtraffic100traces.xes': 'roadtraffic100traces',
  'running-example.csv': 'running_example',
  'running-example.xes': 'running_example',
} as const;

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

const answersOf = async (name: string) =>
  JSON.parse(await readFile(join(logs, 'answers', `${name}.json`), 'utf8')) as Answers;

async function figuresOf(path: string, source: string, ...flags: string[]): Promise<Figures> {
  const env = { DATABASE_URL: database.url };
  const imported = await yekuo(['import', path, '--source', source, '--zone', 'UTC', '--json', ...flags], env);
  expect(imported, imported.err).toMatchObject({ code: 0 });
  expect(JSON.parse(imported.out)).toMatchObject({ source, status: 'imported' });
  const computed = await yekuo(['figures', '--source', source, '--zone', 'UTC', '--json'], env);
  expect(computed, computed.err).toMatchObject({ code: 0 });
  return JSON.parse(computed.out) as Figures;
}

describe.skipIf(!there)('import and figures of a real log', () => {
  it.each(Object.entries(PAIRS))('give the independent answers for %s, without a profile', async (file, name) => {
    const answers = await answersOf(name);
    const figures = await figuresOf(join(logs, file), file);
    expect(differences(ourFigures(figures), expectedFigures(answers))).toEqual([]);
    const variants = answers.variants_top10.map(({ count, activities }) => ({ cases: count, path: activities }));
    expect(topPaths(figures.variants.top)).toEqual(topPaths(variants));
    expect(figures.rows).toMatchObject({ quarantined: 0, changed: 0, same: 0, new: figures.rows.in });
  });

  it('keep late cases and callbacks in the cube as the facts tell them', () => expectKeptInCube(database.db));
  it('keep in the cube how open cases stand', () => expectStanding(database.db));
  it('leave the stock of every unit and month that follows from its flow', () => expectConservation(database.db));

  it('give the known deadlines and organisations of the receipt log', async () => {
    const known = JSON.parse(await readFile(join(logs, 'answers', 'overdue_receipt.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    const { deadlines, units } = await figuresOf(join(logs, 'receipt.csv'), 'receipt');
    expect(deadlines).toMatchObject({
      with: known.with_deadline,
      ended: known.ended,
      late: known.ended_late,
      running: known.running,
      runningLate: known.running_past_deadline_at_as_of,
    });
    for (const dimension of ['department', 'channel', 'group', 'responsible']) {
      const groups = known[`by_${dimension}`] as Record<string, { ended: number; ended_late: number }>;
      const expected = Object.fromEntries(
        Object.entries(groups).map(([value, { ended, ended_late }]) => [value, { ended, late: ended_late }]),
      );
      expect(deadlines.lateBy[`case:${dimension}`], dimension).toEqual(expected);
    }
    const { orgs } = (await answersOf('receipt_csv')).by_org['case:department']!;
    for (const { code, cases, meanS } of units) {
      expect(orgs[code]).toMatchObject({ cases, case_duration: { mean: Math.round(meanS! * 1000) / 1000 } });
    }
  });

  it('give the same figures when the columns are renamed and reordered', async () => {
    const [first, second] = await Promise.all([
      figuresOf(join(logs, 'Production.csv'), 'as-is'),
      renamed(join(logs, 'Production.csv')).then((path) => figuresOf(path, 'renamed')),
    ]);
    expect(ourFigures(second)).toEqual(ourFigures(first));
  });

  it('add nothing when the same bytes come again', async () => {
    const env = { DATABASE_URL: database.url };
    const again = await yekuo(['import', join(logs, 'Production.csv'), '--source', 'as-is', '--json'], env);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ status: 'unchanged', rows: { in: 0, new: 0 } });
  });
});

/** The log with other words for its columns, in another order; written beside nothing, read once. */
async function renamed(path: string): Promise<string> {
  const { mkdtemp, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const names: Record<string, string> = {
    caseid: '工单编号',
    task: '环节名称',
    user: '处理人',
    start_timestamp: '开始时间',
    end_timestamp: '完成时间',
  };
  const order = [4, 2, 0, 3, 1];
  const lines = (await readFile(path, 'utf8')).trimEnd().split(/\r?\n/);
  const head = lines[0]!.split(',').map((name) => names[name] ?? name);
  const table = [head, ...lines.slice(1).map((line) => line.split(','))];
  const out = join(await mkdtemp(join(tmpdir(), 'renamed-')), 'log.csv');
  await writeFile(out, table.map((fields) => order.map((i) => fields[i]).join(';')).join('\r\n'));
  return out;
}
