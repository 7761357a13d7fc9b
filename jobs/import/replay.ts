import { primarySets } from '../../sql/read-ground/primary-sets.ts';
import { inTransaction } from '../../sql/transaction.ts';
import {
  filesWithRefused,
  knownFiles,
  recordReplay,
  refusedLines,
  type KnownFile,
} from '../../sql/write/known-files.ts';
import { findOrigin, lockOrigin, updateOrigin } from '../../sql/write/origin.ts';
import { readingNumber } from '../../sql/write/readings.ts';
import { markMissing } from '../../sql/write/snapshots.ts';
import { saveTouch } from '../../sql/write/import-touch.ts';
import { FileRows } from './file-rows.ts';
import { importFacts } from './import-facts.ts';
import { refusedRows } from './refused-rows.ts';
import type { ImportContext } from './import-file.ts';
import type { Tally } from './merge/tally.ts';
import type { Profile } from './profile.ts';
import type { Row } from './row.ts';
import { contribution, readOriginal } from './reread.ts';
import { settingsOf } from './settings.ts';
import { touchedKeys, touchOf } from './touched.ts';
import { NoSuchFile } from './withdraw.ts';

export type ReplayRequest = {
  source: string;
  /** The corrected profile. */
  profile: Profile;
  /** Only rows refused for this reason. */
  reason?: string;
  /** Only rows of this file (name or hash), or one line of it. */
  file?: string;
  line?: number;
  /** Of the line, in a workbook of several. */
  sheet?: string;
};

export type ReplayReport = {
  source: string;
  /** By file: what became of the rows that were taken, and how many are still refused. */
  files: { file: string; new: number; changed: number; same: number; refused: number }[];
};

/** The file's rows do not stand for one line each, so that none can be tried by itself. */
export class NotLineByLine extends Error {}

/**
 * Tries refused rows again after the profile was corrected. A row that can be read now counts in its file as new, changed
 * or same, no longer as refused; whether it is read by the old profile or the new, every other row of the file stays as it
 * was taken. One transaction a file; the corrected profile is the source's from then on.
 */
export async function replayRefused(context: ImportContext, request: ReplayRequest): Promise<ReplayReport> {
  const known = await findOrigin(context.db, request.source);
  if (!known) throw new NoSuchFile(`there is no source "${request.source}"`);
  const report: ReplayReport = { source: request.source, files: [] };
  const wanted = await filesWithRefused(context.db, known.origin);
  const files = (await knownFiles(context.db, known.origin)).filter(
    ({ file, name, sha256 }) =>
      wanted.includes(file) && (request.file === undefined || name === request.file || sha256.startsWith(request.file)),
  );
  if (files.length === 0) throw new NoSuchFile(`"${request.source}" has no refused rows there`);
  for (const file of files) {
    const done = await replayFile(context, request, file);
    if (done) report.files.push(done);
  }
  return report;
}

async function replayFile(
  context: ImportContext,
  request: ReplayRequest,
  file: KnownFile,
): Promise<ReplayReport['files'][number] | null> {
  return inTransaction(context.pool, async (trx) => {
    const known = await findOrigin(trx, request.source);
    const settings = settingsOf(request.profile, request.source, {}, known, await primarySets(trx));
    const origin = await lockOrigin(trx, settings);
    const refused = await refusedLines(trx, origin.origin, file.file, request);
    if (refused.length === 0) return null;
    const place = { originals: context.originals, origin: origin.origin };
    const { profile } = request;
    const lines = new Set(refused.map(({ line }) => line));
    const taken: Row[] = [];
    await readOriginal(place, file, { profile, zone: settings.zone }, (row) => {
      if (lines.has(row.line)) taken.push(row);
    });
    await context.failpoint?.('replay-read');
    const done = taken.map(({ line }) => line);
    const result = { file: file.name, new: 0, changed: 0, same: 0, refused: refused.length - done.length };
    if (done.length === 0) return result;
    if (taken.some((row) => row.kind === 'event' && (row.records ?? 1) !== 1)) {
      throw new NotLineByLine(`${file.name}: its rows are made of several lines; withdraw it and import it again`);
    }

    const fresh = new FileRows(() => undefined);
    for (const row of taken) fresh.row(row);
    // All that the file says of these cases: its rows of one identity are told apart by their number in the file.
    const rows = await contribution(trx, place, file, touchedKeys(fresh));
    for (const row of taken) rows.row(row);
    const version = origin.version + 1;
    const now = context.now();
    const work = { origin, profile, settings, file: file.file, version, seen: now, refused: refusedRows(rows) };
    const facts = await importFacts(trx, rows, work);
    await context.failpoint?.('replay-merged');
    Object.assign(result, shareOf(facts.tally, done.length));
    const reasons = new Set(refused.filter(({ line }) => done.includes(line)).map(({ reason }) => reason));
    await recordReplay(trx, {
      ...{
        origin: origin.origin,
        file: file.file,
        lines: done,
        sheets: done.map((line) => refused.find((row) => row.line === line)!.sheet),
        now,
      },
      reading: await readingNumber(trx, origin.origin, { profile, zone: settings.zone }),
      reason: reasons.size === 1 ? [...reasons][0]! : '',
      rows: { new: result.new, changed: result.changed, same: result.same },
      ...{ manyStamps: fresh.events.manyStamps, dataTime: fresh.dataTime },
    });
    if (rows.snapshots.size > 0) await markMissing(trx, origin.origin, version);
    await saveTouch(trx, origin.origin, file.file, touchOf(fresh));
    await updateOrigin(trx, origin.origin, {
      ...settings,
      profile,
      mapped: profile.steps !== undefined,
      ...{ singleStamp: facts.singleStamp, dataTime: facts.dataTime, arrivedAt: now, version },
    });
    await context.publish(trx, { origin: origin.origin, caseIds: facts.changed, version });
    await context.failpoint?.('replayed');
    return result;
  });
}

/** Rows that were known before are the same; what is left of the tally is what the replayed ones did. */
function shareOf(tally: Tally, records: number): Tally {
  const fresh = Math.min(records, tally.new);
  const changed = Math.min(records - fresh, tally.changed);
  return { new: fresh, changed, same: records - fresh - changed };
}
