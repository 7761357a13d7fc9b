import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { xlsxBytes } from '../../api/table/xlsx.ts';
import { FileRows } from '../../jobs/import/file-rows.ts';
import { readFile } from '../../jobs/import/read/read-file.ts';
import { judged, spreadOf, type Line } from './line.ts';
import { logProfile, writeLog } from './log-file.ts';
import { readFile as bytesOf } from 'node:fs/promises';
import type { BenchServer } from './server.ts';

const SIZE = { cases: 12_500, rows: 100_000 };
const ROUNDS = 4;

/** Rows a second of reading a workbook of 100,000 rows and ten columns, in one thread. */
export async function benchWorkbook(server: BenchServer): Promise<Line[]> {
  const log = await writeLog(join(server.dir, 'log-workbook.csv'), SIZE);
  const lines = (await bytesOf(log.path, 'utf8')).trimEnd().split('\n');
  const path = join(server.dir, 'log.xlsx');
  await writeFile(path, await xlsxBytes([{ name: 'log', rows: lines.map((line) => line.split(',')) }]));
  const rates: number[] = [];
  let unequal: string | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const rows = new FileRows(() => undefined);
    const started = performance.now();
    await readFile(path, logProfile(), { zone: 'Asia/Shanghai' }, rows);
    rates.push(log.rows / ((performance.now() - started) / 1000));
    if (rows.events.length !== log.rows) unequal ??= `${rows.events.length} of ${log.rows} rows read`;
  }
  const ours = spreadOf(rates, 0);
  return [
    judged({ name: 'xlsx', unit: 'rows/s', ours, beside: null, ratio: null, budget: { least: 40_000 } }, unequal),
  ];
}
