import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { wholeScope } from '../../../api/access/scope-of.ts';
import { exportSource } from '../../../jobs/export/export-source.ts';
import type { Profile } from '../../../jobs/import/profile.ts';
import { judgeOtherRuleSets } from '../../../jobs/verdicts/other-rule-sets.ts';
import { stateOf } from '../import/state.ts';
import type { takingPlace } from '../import/taking.ts';
import { importFile } from '../../../jobs/import/import-file.ts';

type Place = Awaited<ReturnType<typeof takingPlace>>;

/** Facts, verdicts and cube without the source's name and without how its files are read. */
async function factsOf(place: Place, source: string): Promise<string[]> {
  await judgeOtherRuleSets(place.db, place.pool);
  const rows = await stateOf(place.database, source);
  return rows.map((row) =>
    row.startsWith('origin ') ? row.replace(/,"profile":.*$/, '') : row.replaceAll(`"${source}"`, '"source"'),
  );
}

/** Exports a source, takes the files into itself, where every row is the same, and into an empty one, which becomes equal. */
export async function roundTrip(place: Place, source: string, format: 'csv' | 'xes', gzip = false): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'export-'));
  try {
    const { files } = await exportSource(place.pool, wholeScope, { source, format, gzip, dir });
    const profile = JSON.parse(readFileSync(join(dir, 'profile.json'), 'utf8')) as Profile;
    const before = await factsOf(place, source);
    const empty = `${source} again ${format}`;
    let rows = 0;
    for (const into of [source, empty]) {
      for (const { file, rows: written } of files) {
        const report = await importFile(place.context, { path: join(dir, file), source: into, profile });
        expect(report, `${file} ${report.message}`).toMatchObject({ status: 'imported', rows: { quarantined: 0 } });
        expect(report.rows.in - report.rows.blank).toBe(written);
        if (into === source) expect(report.rows, file).toMatchObject({ same: written, new: 0, changed: 0 });
        rows += written;
      }
    }
    expect(await factsOf(place, source)).toEqual(before);
    expect(await factsOf(place, empty)).toEqual(before);
    return rows;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
