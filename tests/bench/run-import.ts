import { join } from 'node:path';
import { importFile, type ImportContext, type ImportRequest } from '../../jobs/import/import-file.ts';
import type { ImportReport } from '../../jobs/import/report.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import type { BenchDatabase } from './server.ts';

/** Imports a file as the command line does; seconds run from opening it to the commit that shows it. Throws unless imported. */
export async function timedImport(
  { db, pool }: BenchDatabase,
  dir: string,
  request: ImportRequest,
): Promise<{ seconds: number; report: ImportReport }> {
  let committed = NaN;
  const context: ImportContext = {
    ...{ db, pool, originals: join(dir, 'originals'), now: () => Date.now() * 1000 },
    publish: async (trx, change) => void (await publishPrimary(trx, change)),
    failpoint: (name) => {
      if (name === 'committed') committed = performance.now();
    },
  };
  const started = performance.now();
  const report = await importFile(context, request);
  if (report.status !== 'imported') throw new Error(`${report.file}: ${report.status} ${report.message}`);
  return { seconds: (committed - started) / 1000, report };
}
