import type { Connection } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { importFile, type ImportRequest } from '../import/import-file.ts';
import type { ImportReport } from '../import/report.ts';
import type { Held } from '../runner.ts';
import { publishPrimary } from '../verdicts/publish.ts';

export type ImportPlace = Pick<Connection, 'db' | 'pool'> & {
  originals: string;
  now: () => Instant;
  /** Told how far an import is: rows read, share of the file, rows a second. */
  progress?: (name: string, rows: number, share: number, rate: number) => void;
  /** Told when an import begins and ends. */
  busy: (working: boolean) => void;
};

/** Imports one file as the work of a slot: tells the slot how far it is, and commits only while the slot is held. */
export async function importInSlot(
  place: ImportPlace,
  request: ImportRequest & { name: string },
  held: Held,
): Promise<ImportReport> {
  const { db, pool, originals, now } = place;
  const started = now();
  place.busy(true);
  try {
    return await importFile(
      {
        ...{ db, pool, originals, now },
        async publish(trx, change) {
          await publishPrimary(trx, change);
          await held.guard(trx);
        },
      },
      {
        ...request,
        onProgress(rows, share) {
          const rate = Math.round(rows / Math.max(0.001, (now() - started) / 1e6));
          held.progress({ name: request.name, rows, percent: Math.round(100 * share), rowsPerSecond: rate });
          place.progress?.(request.name, rows, share, rate);
        },
      },
    );
  } finally {
    place.busy(false);
  }
}
