import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDemo, writeDemoDay, type DemoReport } from '../../../jobs/demo/write.ts';

const folders: string[] = [];
async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'demo-'));
  folders.push(dir);
  return dir;
}
afterAll(() => Promise.all(folders.map((dir) => rm(dir, { recursive: true }))));

async function contents(dir: string): Promise<Map<string, string>> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.csv')).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)),
  );
}

/** Rows of all files whose name holds `word`, without head, by their key columns. */
function rows(files: Map<string, string>, word: string): string[][] {
  return [...files]
    .filter(([name]) => name.includes(word))
    .flatMap(([, text]) => text.trimEnd().split('\r\n').slice(1))
    .map((line) => line.split(','));
}

const world = { size: 'county', seed: 7, until: '2026-10-22' } as const;

let report: DemoReport;
let files: Map<string, string>;
beforeAll(async () => {
  const dir = await folder();
  report = await writeDemo({ dir, ...world });
  files = await contents(dir);
}, 30_000);

describe('writeDemo(options)', () => {
  it('writes the same bytes for the same seed and others for another', async () => {
    const [again, other] = [await folder(), await folder()];
    await writeDemo({ dir: again, ...world });
    await writeDemo({ dir: other, ...world, seed: 8 });
    expect(await contents(again)).toEqual(files);
    expect(await contents(other)).not.toEqual(files);
  }, 30_000);

  it('never lets a step be accepted before it arrives or finished before it is accepted', async () => {
    const dir = await folder();
    await writeDemo({ dir, ...world });
    const steps = rows(await contents(dir), '环节');
    expect(steps.length).toBeGreaterThan(50_000);
    const wrong = steps.filter(
      ([, , arrived, started, finished]) =>
        (started && started < arrived!) || (finished && finished < (started || arrived!)),
    );
    expect(wrong).toEqual([]);
  });

  it('lists every case once: in flight or archived', () => {
    const keys = rows(files, '工单').map(([key]) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(report.cases);
  });

  it('says of every connection what limits may ask for', () => {
    const head = [...files]
      .find(([name]) => name.includes('工单'))![1]
      .slice(1)
      .split('\r\n')[0]!
      .split(',');
    const of = (row: string[], column: string) => row[head.indexOf(column)]!;
    const cases = rows(files, '工单');
    const reviewed = new Set(rows(files, '环节').flatMap(([key, step]) => (step === '设计文件审核' ? [key] : [])));
    const wrong = cases.filter(
      (row) =>
        (of(row, '三零服务') === '是' && of(row, '用户类别') !== '低压非居民') ||
        (of(row, '电源数目') === '2') !== (of(row, '用户类别') === '高压双电源') ||
        (of(row, '重要性等级') === '非重要' && reviewed.has(row[0])) ||
        of(row, '客户经理') === '',
    );
    expect(wrong).toEqual([]);
    expect(new Set(cases.map((row) => of(row, '外线工程')))).toEqual(new Set(['是', '否']));
  });

  it('knows nothing of what happens after its last day', () => {
    // Callbacks are due on days to come; everything else has happened.
    const told = [...files].filter(([name]) => !name.includes('回访'));
    for (const [, text] of told) expect(text.match(/2026-10-2[3-9] .*/u)).toBeNull();
  });
});

describe('what is told beside the steps', () => {
  const of = (table: string) => rows(files, table);
  const steps = () => new Set(of('环节').map(([key, step]) => `${key} ${step}`));

  it('returns from a step of the case to an earlier one or to the customer', () => {
    const known = steps();
    expect(of('回退').length).toBeGreaterThan(50);
    const wrong = of('回退').filter(([key, , from, to]) => !known.has(`${key} ${from}`) || !known.has(`${key} ${to}`));
    // A case may be sent back to the customer on the last day, who begins tomorrow.
    expect(wrong.filter(([, , , to]) => to !== '客户整改')).toEqual([]);
  });

  it('complaints of three lines, upheld or not, some of them repeated', () => {
    const numbers = new Set(of('投诉').map(([number]) => number));
    expect(new Set(of('投诉').map((row) => row[4]))).toEqual(new Set(['95598', '12345', '12398']));
    const verdicts = new Set(of('投诉').map((row) => row[6]));
    expect([verdicts.has('是'), verdicts.has('否')]).toEqual([true, true]);
    const repeated = of('投诉').filter((row) => row[7] !== '');
    expect(repeated.length).toBeGreaterThan(0);
    expect(repeated.filter((row) => !numbers.has(row[7]!))).toEqual([]);
  });

  it('every customer of a batch order once', () => {
    const customers = of('批量户').map(([, customer]) => customer);
    expect(customers.length).toBeGreaterThan(100);
    expect(new Set(customers).size).toBe(customers.length);
  });

  it('a few cases of earlier snapshots that neither the last one nor an archive has', () => {
    const [first, second] = [...files].filter(([name]) => name.includes('在途清单')).map(([, text]) => keysOf(text));
    const now = new Set(of('工单').map(([key]) => key));
    const lost = first!.filter((key) => !now.has(key));
    expect(lost.length).toBeGreaterThan(0);
    expect(second!.filter((key) => lost.includes(key))).toEqual([]);
  });
});

const keysOf = (text: string) =>
  text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0]!);

describe('writeDemoDay(dir, date)', () => {
  it('brings exactly what a history written one day later holds more', async () => {
    const [dir, later] = [await folder(), await folder()];
    await writeDemo({ dir, ...world });
    await writeDemoDay(dir, '2026-10-23');
    await writeDemo({ dir: later, ...world, until: '2026-10-23' });

    const grown = lastOfEach(rows(await contents(dir), '环节'), 3);
    const whole = lastOfEach(rows(await contents(later), '环节'), 3);
    // The later history begins a day later, so that its first day's cases are others.
    const young = ([key]: string[]) => key!.slice(0, 6) >= '260901';
    expect(grown.filter(young)).toEqual(whole.filter(young));
  }, 30_000);
});

/** The fullest row of each identity (its first `columns` columns), in order. */
function lastOfEach(lines: string[][], columns: number): string[][] {
  const byKey = new Map<string, string[]>();
  for (const line of lines) {
    const key = line.slice(0, columns).join();
    const known = byKey.get(key);
    if (known === undefined || line.join('').length >= known.join('').length) byKey.set(key, line);
  }
  return [...byKey.keys()].sort().map((key) => byKey.get(key)!);
}
