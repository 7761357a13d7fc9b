import { join } from 'node:path';
import { importFile, type ImportContext, type ImportRequest } from '../../jobs/import/import-file.ts';
import type { ImportReport } from '../../jobs/import/report.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import type { BenchDatabase } from './server.ts';

/** `parts`: seconds up to each of the import's named points, since the one before. */
type Timed = { seconds: number; parts: Record<string, number>; report: ImportReport };

/**
 * Imports a file as the command line does; seconds run from opening it to the commit that shows it. Throws unless imported. `judges`
 * false: nothing is judged yet, as the next file that is judged does it for all.
 */
export async function timedImport(
  { db, pool }: BenchDatabase,
  dir: string,
  request: ImportRequest,
  { threads = 1, judges = true }: { threads?: number; judges?: boolean } = {},
): Promise<Timed> {
  const parts: Record<string, number> = {};
  const context: ImportContext = {
    ...{ db, pool, originals: join(dir, 'originals'), now: () => Date.now() * 1000, threads },
    publish: async (trx, change) => void (judges && (await publishPrimary(trx, change))),
    failpoint: (name) => {
      parts[name] = (performance.now() - last) / 1000;
      last = performance.now();
      if (name === 'committed') visible = last; // the original is kept after that
    },
  };
  const started = performance.now();
  let last = started;
  let visible = started;
  const report = await importFile(context, request);
  if (report.status !== 'imported') throw new Error(`${report.file}: ${report.status} ${report.message}`);
  return { seconds: (visible - started) / 1000, parts, report };
}
