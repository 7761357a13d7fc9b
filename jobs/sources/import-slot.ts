import { availableParallelism } from 'node:os';
import type { Connection } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { noteTry, type DeliveryKind } from '../../sql/write/delivery.ts';
import { importFile, type ImportContext, type ImportRequest } from '../import/import-file.ts';
import type { ImportReport } from '../import/report.ts';
import type { Held } from '../runner.ts';
import { publishPrimary } from '../verdicts/publish.ts';

export type ImportPlace = Pick<Connection, 'db' | 'pool'> & {
  originals: string;
  pageCases?: number;
  now: () => Instant;
  /** Told how far an import is: rows read, share of the file, rows a second. */
  progress?: (name: string, rows: number, share: number, rate: number) => void;
  /** Told when an import begins and ends. */
  busy: (working: boolean) => void;
};

/** What changes facts as the work of a slot: commits only while the slot is held. */
export function contextOf({ db, pool, originals, now, pageCases }: ImportPlace, held: Held): ImportContext {
  return {
    ...{ db, pool, originals, now, pageCases },
    threads: Math.min(2, availableParallelism() - 1), // one processor is left to those who ask
    async publish(trx, change) {
      await publishPrimary(trx, change);
      await held.guard(trx);
    },
  };
}

/** Imports one file as the work of a slot: tells the slot how far it is, and commits only while the slot is held. */
export async function importInSlot(
  place: ImportPlace,
  request: ImportRequest & { name: string; source: string; kind: DeliveryKind },
  held: Held,
): Promise<ImportReport> {
  const { db, now } = place;
  const started = now();
  place.busy(true);
  try {
    const report = await importFile(contextOf(place, held), {
      ...request,
      onProgress(rows, share) {
        const rate = Math.round(rows / Math.max(0.001, (now() - started) / 1e6));
        held.progress({ name: request.name, rows, percent: Math.round(100 * share), rowsPerSecond: rate });
        place.progress?.(request.name, rows, share, rate);
      },
    });
    if (!request.dryRun) await noteTry(db, request.source, request.kind, started, outcomeOf(report));
    // Nothing is recorded of a file that could not even be opened: a share that is away comes back.
    if (report.sha256 === '') throw new Error(report.message);
    return report;
  } finally {
    place.busy(false);
  }
}

/** What an import says of its source's deliveries. */
export function outcomeOf({ status, rows, reasons }: ImportReport): { rows: number | null } | { error: string } {
  if (status === 'imported') return { rows: rows.in };
  return status === 'unchanged' ? { rows: null } : { error: Object.keys(reasons)[0] ?? 'unreadable' };
}
