import { basename } from 'node:path';
import type { Connection, Db } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import type { HeldLogs } from '../../sql/read/case-log.ts';
import { primarySets } from '../../sql/read-ground/primary-sets.ts';
import { BUSINESS_ZONE, type Instant } from '../../sql/vocabulary.ts';
import { dataDays, importedFile, nextFile, quarantine, recordFile, usualUnits } from '../../sql/write/import-file.ts';
import { saveTouch } from '../../sql/write/import-touch.ts';
import { findOrigin, lockOrigin, touchOrigin, updateOrigin, type Origin } from '../../sql/write/origin.ts';
import { readingNumber } from '../../sql/write/readings.ts';
import { markMissing } from '../../sql/write/snapshots.ts';
import { dateText, parseDate } from '../clock/day.ts';
import { calendarInForce } from '../verdicts/in-force.ts';
import { absentDays, absentUnits } from './absent.ts';
import type { Failpoint } from './failpoints.ts';
import { analyzeGrown } from '../../sql/write/statistics.ts';
import { FileRows } from './file-rows.ts';
import { importFacts, type Merged } from './import-facts.ts';
import { hashFile, keepOriginal } from './originals.ts';
import { partingFor } from './plain/parts/read-parts.ts';
import type { Profile } from './profile.ts';
import { fileProblem, type FileProblem } from './read/problem.ts';
import { sayGuess } from './wording/guess-words.ts';
import { sayNote, type FileNote } from './wording/note-words.ts';
import { readSafely } from './read/apart/read-apart.ts';
import type { FileReading } from './read/read-file.ts';
import { firstRefusals, NO_ROWS, reasonCounts, type ImportReport } from './report.ts';
import { refusedRows } from './refused-rows.ts';
import { joined, settingsOf } from './settings.ts';
import { touchOf } from './touched.ts';

/** Cases that changed with a version of their origin; `logs`: those of new ones that are at hand. */
export type Change = {
  origin: number;
  caseIds: number[];
  version: number;
  logs?: HeldLogs | null;
  /** More of the same file follows. */
  more?: boolean;
};

/** Clocks, pages and cube of the changed cases, inside the import's transaction; open cases of the origin age too. */
export type Publish = (trx: Db, change: Change) => Promise<unknown>;

export type ImportContext = {
  db: Db;
  pool: Connection['pool'];
  /** Where originals are kept; null: nowhere. */
  originals: string | null;
  publish: Publish;
  now: () => Instant;
  /** On which a large file is read; default 1. */
  threads?: number;
  /** Cases merged and judged together, so that memory is bounded; default PAGE. */
  pageCases?: number;
  /** Called at named points, so that tests can end the process there. */
  failpoint?: Failpoint;
};

export type ImportRequest = {
  path: string;
  /** The file's name where it differs from the path's. */
  name?: string;
  /** Default: the file's name. */
  source?: string;
  /** Default: the profile the source was read with before, else one proposed from the file. */
  profile?: Profile | null;
  /** Zone of stamps without offset where the profile names none. */
  zone?: string;
  label?: string;
  /** Somebody says that the file is not cut off, whatever its number of rows. */
  whole?: boolean;
  /** Only tell what the file would do. */
  dryRun?: boolean;
  onProgress?: (rows: number, share: number) => void;
};

type Read = { reading: FileReading; rows: FileRows; profile: Profile | null };

/**
 * Imports one file: hashed, read into memory, then merged and published in one transaction that is serial per source.
 * A crash at any moment leaves either all of the file or nothing of it. What is wrong with the file is reported, not
 * thrown; a failing database throws.
 */
export async function importFile(context: ImportContext, request: ImportRequest): Promise<ImportReport> {
  const startedAt = context.now();
  const name = request.name ?? basename(request.path);
  const source = request.source ?? name;
  const report: ImportReport = {
    file: name,
    sha256: '',
    format: '',
    encoding: '',
    source,
    status: 'rejected',
    rows: NO_ROWS,
    reasons: {},
    seconds: 0,
    message: '',
    origin: null,
    told: null,
    reading: null,
  };
  const done = (change: Partial<ImportReport>): ImportReport => ({
    ...report,
    ...change,
    seconds: (context.now() - startedAt) / 1_000_000,
  });

  const hashed = await hashFile(request.path).catch((error: NodeJS.ErrnoException) => error);
  if (hashed instanceof Error)
    return done({ message: `${request.path}: cannot be read (${hashed.code ?? hashed.message})` });
  report.sha256 = hashed.sha256;
  const keep = async () => {
    if (context.originals && !request.dryRun)
      await keepOriginal(context.originals, request.path, hashed.sha256, hashed.gzip);
  };
  const unchanged = async (origin: number) => {
    await keep();
    return done({ origin, status: 'unchanged', message: `${name}: already imported into "${source}"` });
  };

  const known = await findOrigin(context.db, source);
  if (known && (await importedFile(context.db, known.origin, hashed.sha256))) return unchanged(known.origin);
  await context.failpoint?.('hashed');

  const { reading, rows, profile } = await read(request, known, startedAt, context.threads);
  report.format = reading.format ?? '';
  report.encoding = reading.encoding ?? '';
  report.reading = { profile: reading.profile, proposed: reading.proposed, notUnderstood: reading.notUnderstood };
  await context.failpoint?.('read');

  const problem = reading.problem ?? changedSince(hashed.sha256, reading, request.path);
  const settings = settingsOf(profile, source, request, known, await primarySets(context.db));
  const work = async (trx: Db): Promise<Outcome> => {
    const origin = await lockOrigin(trx, settings);
    report.origin = origin.origin;
    if (await importedFile(trx, origin.origin, hashed.sha256)) return 'unchanged';
    await context.failpoint?.('locked');
    const file = await nextFile(trx, origin.origin);
    const version = origin.version + 1;
    const record = {
      origin: origin.origin,
      file,
      name,
      sha256: hashed.sha256,
      bytes: hashed.bytes,
      format: report.format,
      encoding: report.encoding,
      shape: reading.shape ?? '',
      startedAt,
      reading: null,
      manyStamps: rows.events.manyStamps,
    };

    if (problem || !profile) {
      const { status, message, code } = problem ?? NOTHING_READ;
      const reasons = { [code]: 1 };
      await recordFile(trx, {
        ...record,
        status,
        rows: NO_ROWS,
        reasons,
        dataTime: null,
        message,
        told: { problem: problem && { code, params: { ...problem.params, file: name } }, noted: [] },
        units: [],
        days: [],
        finishedAt: context.now(),
      });
      await touchOrigin(trx, origin.origin, version, startedAt);
      if (!request.dryRun) await context.publish(trx, { origin: origin.origin, caseIds: [], version });
      return { status, message, reasons, told: problem && { problem, guesses: [], noted: [], refused: [] } };
    }

    const units = rows.unitCodes; // before what is known of the cases joins them
    const usual = await usualUnits(trx, origin.origin, record.shape);
    const days = rows.days(settings.zone);
    const calendar = await calendarInForce(trx);
    const before = new Set((await dataDays(trx, origin.origin, record.shape)).map(parseDate));
    const kept = refusedRows(rows);
    const show = async ({ changed, logs, singleStamp, dataTime }: Merged, more: boolean) => {
      const mapped = profile.steps !== undefined;
      const stand = { ...settings, profile, mapped, singleStamp, dataTime, arrivedAt: startedAt, version };
      await updateOrigin(trx, origin.origin, stand);
      if (!request.dryRun) await context.publish(trx, { origin: origin.origin, caseIds: changed, version, logs, more });
    };
    const facts = await importFacts(
      trx,
      rows,
      { origin, profile, settings, file, version, seen: startedAt, refused: kept },
      { size: context.pageCases, judge: (page) => show(page, true) },
      context.failpoint,
    );
    const refused = rows.refusals;
    const counted = {
      in: reading.rowsIn,
      ...facts.tally,
      quarantined: refused.length,
      blank: rows.blanks,
      total: rows.totals,
    };
    const reasons = reasonCounts(refused);
    const noted = [
      ...reading.noted,
      ...(counted.in === counted.blank + counted.total ? [NO_DATA] : []),
      ...facts.noted,
      ...absentUnits(usual, units),
      ...absentDays(before, days, calendar),
    ];
    const words = noted.map((note) => sayNote(note, 'en'));
    const guessed = reading.guesses.map((guess) => sayGuess(guess, 'en'));
    const message = [...guessed, ...words, ...firstRefusals(name, refused)].join(' ');
    await recordFile(trx, {
      ...record,
      reading: await readingNumber(trx, origin.origin, { profile, zone: settings.zone }),
      status: 'imported',
      rows: counted,
      reasons,
      dataTime: rows.dataTime,
      message,
      told: { problem: null, noted },
      units: units.length > MOST_UNITS ? [] : units,
      days: [...days].map(dateText),
      finishedAt: context.now(),
    });
    await quarantine(trx, origin.origin, file, kept);
    if (rows.snapshots.size > 0 || kept.some(({ listed }) => listed)) await markMissing(trx, origin.origin, version);
    await saveTouch(trx, origin.origin, file, touchOf(rows));
    await context.failpoint?.('recorded');
    await show(facts, false);
    await context.failpoint?.('published');
    const told = { problem: null, guesses: reading.guesses, noted, refused };
    return { status: 'imported', rows: counted, reasons, message, told };
  };
  const outcome = await (request.dryRun ? tryOut(context.pool, work) : inTransaction(context.pool, work));
  await context.failpoint?.('committed');

  if (outcome === 'unchanged') return unchanged(report.origin!);
  const result = done(outcome);
  if (result.status === 'imported') await keep();
  await context.failpoint?.('kept');
  if (result.status === 'imported' && !request.dryRun)
    await analyzeGrown(context.pool, result.rows.new + result.rows.changed);
  return result;
}

type Outcome = Partial<ImportReport> | 'unchanged';

/** Runs the work to its end and takes all of it back. */
async function tryOut(pool: Connection['pool'], work: (trx: Db) => Promise<Outcome>): Promise<Outcome> {
  const takenBack = new Error('taken back');
  let outcome: Outcome = 'unchanged';
  await inTransaction(pool, async (trx) => {
    outcome = await work(trx);
    throw takenBack;
  }).catch((error: unknown) => {
    if (error !== takenBack) throw error;
  });
  return outcome;
}

const NO_DATA: FileNote = { code: 'empty' };

/** A column of so many values names no units. */
const MOST_UNITS = 5_000;

const NOTHING_READ: FileProblem = { status: 'held', code: 'bad-profile', params: {}, message: 'no profile' };

/** The hash and the rows must be of the same bytes. */
const changedSince = (sha256: string, reading: FileReading, path: string): FileProblem | null =>
  reading.sha256 === sha256 ? null : fileProblem('rejected', 'changed-while-read', path);

/** By the profile asked for; else by the source's own; else, or where that does not fit the file, by a proposed one. */
async function read(request: ImportRequest, origin: Origin | null, now: Instant, threads = 1): Promise<Read> {
  const options = {
    zone: request.zone ?? origin?.zone ?? BUSINESS_ZONE,
    source: request.source,
    whole: request.whole,
    now,
    parting: partingFor(threads),
  };
  const progress = (rows: number, share: number) => request.onProgress?.(rows, share);
  const attempt = async (profile: Profile | null) => {
    const rows = new FileRows(progress);
    return { rows, reading: await readSafely(request.path, profile, options, rows) };
  };
  const own = request.profile ?? (origin?.profile as Profile | null | undefined) ?? null;
  const first = await attempt(own);
  if (request.profile || own === null || first.reading.problem?.status !== 'held') {
    return { ...first, profile: own ?? first.reading.profile };
  }
  const second = await attempt(null);
  if (second.reading.problem || !second.reading.profile) return { ...first, profile: own };
  return { ...second, profile: joined(own, second.reading.profile) };
}
