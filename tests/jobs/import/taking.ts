import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { importFile, type ImportContext, type ImportRequest } from '../../../jobs/import/import-file.ts';
import type { Profile } from '../../../jobs/import/profile.ts';
import { publishPrimary } from '../../../jobs/verdicts/publish.ts';
import { saveRuleSets } from '../../../sql/write/rule-sets.ts';
import { expectConservation, expectStanding } from '../../conservation.ts';
import { freshDatabase } from '../../database.ts';

export const NOW = Date.UTC(2026, 0, 1) * 1000;

/** A database and folders of its own, and what it takes to import small files as the program does. */
export async function takingPlace(profile: Profile, source = 'grid') {
  const database = await freshDatabase();
  await saveRuleSets(database.db, RULE_SETS);
  const folder = mkdtempSync(join(tmpdir(), 'taking-'));
  const { db, pool } = database;
  const context: ImportContext = {
    ...{ db, pool, originals: join(folder, 'originals'), now: () => NOW },
    publish: async (trx, change) => void (await publishPrimary(trx, change)),
  };
  let files = 0;
  const write = (content: string | Uint8Array, name = `${++files}.csv`): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    ...{ database, db, pool, context, folder, source, write },
    /** Imports a file of this content; returns the report. */
    take: (content: string | Uint8Array, request: Partial<ImportRequest> = {}, over: Partial<ImportContext> = {}) =>
      importFile({ ...context, ...over }, { path: write(content, request.name), source, profile, ...request }),
    /** Holds the law of conservation once more, whatever was taken. */
    async close() {
      try {
        await expectConservation(db);
        await expectStanding(db);
      } finally {
        await database.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
