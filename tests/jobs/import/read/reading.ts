import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { readFile, type FileReading } from '../../../../jobs/import/read/read-file.ts';
import type { EventRow, Refusal, Row } from '../../../../jobs/import/row.ts';

export type Read = FileReading & {
  rows: Row[];
  events: EventRow[];
  refused: Refusal[];
  blank: number[];
  totals: number[];
};

const folder = mkdtempSync(join(tmpdir(), 'yekuo-read-'));
let files = 0;

/** Reads a file and keeps all it says. */
export async function read(
  path: string,
  profile: Profile | null = null,
  zone = 'Asia/Shanghai',
  now?: number,
): Promise<Read> {
  const rows: Row[] = [];
  const refused: Refusal[] = [];
  const blank: number[] = [];
  const totals: number[] = [];
  const reading = await readFile(
    path,
    profile,
    { zone, ...(now === undefined ? {} : { now }) },
    {
      row: (row) => rows.push(row),
      refuse: (refusal) => refused.push(refusal),
      blank: (line) => blank.push(line),
      total: (line) => totals.push(line),
    },
  );
  const events = rows.filter((row) => row.kind === 'event');
  return { ...reading, rows, events, refused, blank, totals };
}

export function written(content: string | Uint8Array, name = 'log.csv'): string {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, content);
  return path;
}

export const readText = (content: string | Uint8Array, profile: Profile | null = null, zone?: string): Promise<Read> =>
  read(written(content), profile, zone);

/** Every record went to exactly one place. */
export function accounted(reading: Read): number {
  const rows = reading.rows.reduce((n, row) => n + (row.kind === 'event' ? (row.records ?? 1) : 1), 0);
  return rows + reading.refused.length + reading.blank.length + reading.totals.length;
}
