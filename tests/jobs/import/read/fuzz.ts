import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { mutated, randomOf } from './mutate.ts';
import { accounted, readText } from './reading.ts';
import { workbookParts, zipped } from './workbook.ts';

const profile: Profile = {
  name: 'fuzz',
  tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间' }, dimensions: ['单位'] }],
};
const xesProfile: Profile = {
  name: 'fuzz',
  tables: [{ shape: 'event', key: ['case:concept:name'], fields: { step: 'concept:name', at: 'time:timestamp' } }],
};
const HEAD = ['单号', '环节', '时间', '单位'];
const ROWS = Array.from({ length: 8 }, (_, n) => [`20240${n}`, `受理${n % 3}`, `2024-03-0${n + 1} 08:05:00`, '城关所']);
const csv = [HEAD, ...ROWS]
  .map((row) => row.map((cell) => (cell === '城关所' ? `"${cell}"` : cell)).join(','))
  .join('\n');
const page = `<html><table>${[HEAD, ...ROWS].map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</table></html>`;
const log =
  '<?xml version="1.0"?><log>' +
  ROWS.map(
    ([key, step, at]) =>
      `<trace><string key="concept:name" value="${key}"/><event><string key="concept:name" value="${step}"/><date key="time:timestamp" value="${at!.replace(' ', 'T')}Z"/></event></trace>`,
  ).join('\n') +
  '</log>';
const parts = workbookParts([
  { name: '一', rows: [['台账'], HEAD, ...ROWS] },
  { name: '二', rows: [HEAD, ...ROWS.map((row) => [{ n: row[0]! }, row[1]!, { n: 45352.5, style: 2 }, row[3]!])] },
]);

type Make = (random: (below: number) => number) => { bytes: Buffer; profile: Profile };
/** Whole archives, and archives sound but for one mutated part: else nothing behind the ZIP's checksums would be reached. */
const KINDS: readonly Make[] = [
  (random) => ({ bytes: mutated(Buffer.from(csv), random), profile }),
  (random) => ({ bytes: mutated(Buffer.from(page), random), profile }),
  (random) => ({ bytes: mutated(Buffer.from(log), random), profile: xesProfile }),
  (random) => ({ bytes: mutated(zipped(parts), random), profile }),
  (random) => {
    const at = random(parts.length);
    const changed = parts.map((part, i) =>
      i === at ? { name: part.name, content: mutated(Buffer.from(part.content), random) } : part,
    );
    return { bytes: zipped(changed), profile };
  },
  (random) => {
    const packed = gzipSync(random(2) ? csv : log);
    return { bytes: random(3) ? mutated(packed, random) : gzipSync(mutated(Buffer.from(csv), random)), profile };
  },
];

/** Reads so many mutants: none may throw, take longer than the limit, or leave a row unexplained. */
export async function fuzz(
  mutants: number,
  seed: number,
  limitMs: number,
): Promise<{ read: number; slowestMs: number }> {
  const random = randomOf(seed);
  let read = 0;
  let slowestMs = 0;
  for (let i = 0; i < mutants; i++) {
    const { bytes, profile: given } = KINDS[i % KINDS.length]!(random);
    const began = performance.now();
    const reading = await readText(bytes, i % 7 === 0 ? null : given).catch((error: unknown) => {
      throw new Error(`seed ${seed}, mutant ${i}: ${bytes.toString('base64').slice(0, 4000)}`, { cause: error });
    });
    const took = performance.now() - began;
    slowestMs = Math.max(slowestMs, took);
    const told = `seed ${seed}, mutant ${i}: ${bytes.toString('base64').slice(0, 4000)}`;
    if (took > limitMs) expect.fail(`${told} took ${took} ms`);
    if (reading.problem) continue;
    read++;
    expect(accounted(reading), told).toBe(reading.rowsIn);
  }
  return { read, slowestMs };
}
