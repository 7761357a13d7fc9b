import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceKey } from '../../../jobs/demo/reference/world.ts';
import { writeReference, writeReferenceDay } from '../../../jobs/demo/reference/write.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((dir) => rm(dir, { recursive: true }))));

async function written(write: (dir: string) => Promise<unknown>): Promise<Map<string, string[][]>> {
  const dir = await mkdtemp(join(tmpdir(), 'reference-'));
  folders.push(dir);
  await write(dir);
  const files = new Map<string, string[][]>();
  for (const name of (await readdir(dir)).sort()) {
    const lines = (await readFile(join(dir, name), 'utf8')).slice(1).trimEnd().split('\r\n').slice(1);
    files.set(
      name,
      lines.map((line) => line.split(',')),
    );
  }
  return files;
}

const rowsOf = (files: Map<string, string[][]>, word: string) =>
  [...files].filter(([name]) => name.includes(word)).flatMap(([, rows]) => rows);

const CASES = 3_000;
const key = referenceKey(3, CASES, '2026-06-30');
let files: Map<string, string[][]>;
beforeAll(async () => void (files = await written((dir) => writeReference(dir, key))));

describe('writeReference(dir, key)', () => {
  it('writes the same bytes for the same key and others for another seed', async () => {
    expect(await written((dir) => writeReference(dir, key))).toEqual(files);
    const other = referenceKey(4, CASES, '2026-06-30');
    expect(await written((dir) => writeReference(dir, other))).not.toEqual(files);
  });

  it('has the units of the largest province, each below one of the level above', () => {
    const units = rowsOf(files, '单位');
    const depth = new Map<string, number>();
    for (const [code, , parent] of units) depth.set(code!, parent === '' ? 0 : depth.get(parent!)! + 1);
    const levels = [0, 1, 2, 3].map((level) => [...depth.values()].filter((at) => at === level).length);
    expect(levels).toEqual([1, 21, 183, 1500]);
  });

  it('lists every case once and gives finished ones 8 steps, in high voltage 25', () => {
    const cases = rowsOf(files, '工单');
    expect(new Set(cases.map(([number]) => number)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThan(CASES * 0.995);
    const steps = new Map<string, number>();
    for (const [number] of rowsOf(files, '环节')) steps.set(number!, (steps.get(number!) ?? 0) + 1);
    const counts = (voltage: string) =>
      new Set(
        cases
          .filter((row) => row.includes('归档') && row[3]!.startsWith(voltage))
          .map(([number]) => steps.get(number!)),
      );
    expect(counts('低压')).toEqual(new Set([8]));
    expect(counts('高压')).toEqual(new Set([25]));
    expect(cases.filter((row) => row.includes('在途')).length).toBeGreaterThan(10);
    expect(rowsOf(files, '暂停').length).toBeGreaterThan(10);
  });

  it('scatters the lines of a case and never ends a step before it began', () => {
    const quarter = rowsOf(files, '2025Q3环节');
    const neighbours = quarter.filter(([number], i) => i > 0 && quarter[i - 1]![0] === number).length;
    expect(neighbours).toBeLessThan(quarter.length * 0.35);
    const wrong = rowsOf(files, '环节').filter(
      ([, , arrived, started, finished]) =>
        (started && started < arrived!) || (finished && finished < (started || arrived!)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('writeReferenceDay(dir, key, date)', () => {
  it('goes on where the history ended: open cases with all their steps so far, and new ones', async () => {
    const day = await written((dir) => writeReferenceDay(dir, key, '2026-07-01'));
    const known = new Set(rowsOf(files, '在途工单').map(([number]) => number));
    const over = new Set(rowsOf(files, 'Q').map(([number]) => number));
    const touched = rowsOf(day, '工单').map(([number]) => number!);
    expect(touched.filter((number) => over.has(number))).toEqual([]);
    expect(touched.some((number) => known.has(number))).toBe(true);
    expect(touched.some((number) => !known.has(number))).toBe(true);
    const before = new Map<string, number>();
    for (const [number] of rowsOf(files, '在途环节')) before.set(number!, (before.get(number!) ?? 0) + 1);
    const now = new Map<string, number>();
    for (const [number] of rowsOf(day, '当日环节')) now.set(number!, (now.get(number!) ?? 0) + 1);
    expect([...now].filter(([number, count]) => count < (before.get(number) ?? 0))).toEqual([]);
  });
});
