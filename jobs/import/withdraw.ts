import type { Db } from '../../sql/database.ts';
import { primarySets } from '../../sql/read-ground/primary-sets.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { NOTE_TABLES, saveNotes } from '../../sql/write/case-notes.ts';
import { caseIdsOf, lastEvent, removeCases } from '../../sql/write/cases.ts';
import { saveWords, wordsOf } from '../../sql/write/dictionaries.ts';
import { clearFlow } from '../../sql/write/flow.ts';
import { touches } from '../../sql/write/import-touch.ts';
import { knownFiles, markWithdrawn, type KnownFile } from '../../sql/write/known-files.ts';
import { findOrigin, lockOrigin, updateOrigin, type Origin } from '../../sql/write/origin.ts';
import { pruneGroups, pruneSteps, unusedUnits } from '../../sql/write/prune.ts';
import { lastReading } from '../../sql/write/readings.ts';
import { forgetSnapshots, knownSnapshots, markMissing } from '../../sql/write/snapshots.ts';
import { saveUnits } from '../../sql/write/units.ts';
import { dataTimeOf } from './data-time.ts';
import { Dictionary } from './dictionary.ts';
import type { FileRows } from './file-rows.ts';
import { importCases, rederiveCases, type CaseWork } from './import-cases.ts';
import type { ImportContext } from './import-file.ts';
import { AttributeSets } from './merge/attributes.ts';
import { nothing } from './merge/tally.ts';
import { importNotes } from './notes/import-notes.ts';
import type { Profile } from './profile.ts';
import { contribution } from './reread.ts';
import { caseRulesOf, settingsOf } from './settings.ts';
import { hashOf, partsOf, touchedKeys } from './touched.ts';
import { UnitDesk } from './units/desk.ts';

export type WithdrawReport = {
  source: string;
  file: string;
  sha256: string;
  /** Cases it had a part in, and how many of them are gone with it. */
  cases: number;
  gone: number;
  /** Other files that were read again for these cases. */
  reread: number;
};

/** There is no such file, or the name fits several. */
export class NoSuchFile extends Error {}

/**
 * Takes a file out of its source with everything it caused: what it had a part in is derived anew from the originals of
 * the other files that have a part in it, and from no others. Facts and figures are then those of a database that never saw
 * the file. One transaction: whole or not at all. `file`: its SHA-256 (or the beginning of it), or its name.
 */
export async function withdrawFile(
  context: ImportContext,
  asked: { source: string; file: string },
): Promise<WithdrawReport> {
  const known = await findOrigin(context.db, asked.source);
  if (!known) throw new NoSuchFile(`there is no source "${asked.source}"`);
  return inTransaction(context.pool, async (trx) => {
    const origin = await lockOrigin(
      trx,
      settingsOf(known.profile as Profile | null, asked.source, {}, known, await primarySets(trx)),
    );
    const files = await knownFiles(trx, origin.origin);
    const file = chosen(files, asked);
    const now = context.now();
    const place = { originals: context.originals, origin: origin.origin };
    const keys = touchedKeys(await contribution(trx, place, file, null));
    await context.failpoint?.('withdraw-read');
    const others: { file: KnownFile; rows: FileRows }[] = [];
    for (const other of await sharing(trx, origin.origin, files, file, keys)) {
      others.push({ file: other, rows: await contribution(trx, place, other, keys) });
    }
    await context.failpoint?.('withdraw-reread');

    const version = origin.version + 1;
    const parts = partsOf(keys);
    await markWithdrawn(trx, origin.origin, file.file, now);
    const ids = await removeCases(trx, origin.origin, parts.cases);
    for (const table of NOTE_TABLES) {
      await saveNotes(trx, table, origin.origin, table === 'complaint' ? parts.complaints : parts.cases, []);
    }
    await forgetSnapshots(trx, origin.origin, file.file);
    const changed = await deriveAnew(trx, { origin, asked, others, units: parts.units, ids, version, now });
    await context.failpoint?.('withdraw-derived');
    await context.publish(trx, { origin: origin.origin, caseIds: changed, version });
    // The flow would not hear of cases that are no more; it is counted anew soon.
    await clearFlow(trx, origin.origin);
    await pruneGroups(trx, origin.origin);
    await context.failpoint?.('withdraw-published');
    const left = await caseIdsOf(trx, origin.origin, [...ids.keys()]);
    return {
      ...{ source: asked.source, file: file.name, sha256: file.sha256 },
      ...{ cases: ids.size, gone: ids.size - left.length, reread: others.length },
    };
  });
}

function chosen(files: readonly KnownFile[], { source, file }: { source: string; file: string }): KnownFile {
  const fits = files.filter(({ name, sha256 }) => name === file || (file.length >= 8 && sha256.startsWith(file)));
  if (fits.length === 1) return fits[0]!;
  if (fits.length === 0) throw new NoSuchFile(`"${source}" holds no file "${file}"`);
  const hashes = fits.map(({ sha256 }) => sha256.slice(0, 12)).join(', ');
  throw new NoSuchFile(`"${source}" holds ${fits.length} files "${file}"; say which by its hash: ${hashes}`);
}

/** The other files that say something of the same cases. */
async function sharing(
  trx: Db,
  origin: number,
  files: readonly KnownFile[],
  file: KnownFile,
  keys: ReadonlySet<string>,
): Promise<KnownFile[]> {
  const hashes = new Set(Array.from(keys, hashOf));
  const found = new Set<number>();
  for await (const { file: other, cases } of touches(trx, origin)) {
    if (cases === null || cases.some((hash) => hashes.has(hash))) found.add(other);
  }
  return files.filter((other) => other !== file && found.has(other.file));
}

type Anew = {
  origin: Origin;
  asked: { source: string };
  others: readonly { file: KnownFile; rows: FileRows }[];
  units: boolean;
  ids: ReadonlyMap<string, number>;
  version: number;
  now: number;
};

/** Returns the cases to judge anew: those that were taken out, and all that the way of reading or the tree moved. */
async function deriveAnew(trx: Db, { origin, asked, others, units, ids, version, now }: Anew): Promise<number[]> {
  const left = await knownFiles(trx, origin.origin);
  const profile = ((await lastReading(trx, origin.origin))?.profile ?? null) as Profile | null;
  const settings = settingsOf(profile, asked.source, {}, origin, await primarySets(trx));
  const desk = await UnitDesk.open(trx, origin.origin, settings);
  const tally = nothing();
  const changed = new Set(ids.values());
  const add = (some: readonly number[]) => some.forEach((id) => changed.add(id));
  const dictionary = new Dictionary(await wordsOf(trx, origin.origin), profile?.steps);
  const work = (file: KnownFile | null, sets: AttributeSets): CaseWork => ({
    ...{ origin: origin.origin, file: file?.file ?? 0, version, dictionary, units: desk.tree, sets, ids },
    rules: caseRulesOf(profile ?? NO_TABLES, settings.zone),
    seen: file?.started_at ?? now,
    snapshots,
  });
  const snapshots = await knownSnapshots(trx, origin.origin);
  if (units) {
    await desk.forget(trx);
    for (const { file, rows } of others)
      await desk.deliver(trx, rows.units, { file: file.file, dataTime: null }, tally);
  }
  for (const { file, rows } of others) {
    for await (const page of importCases(trx, rows, work(file, rows.sets), tally)) add(page.changed);
    await importNotes(trx, { origin: origin.origin, file: file.file }, rows, tally);
  }
  const singleStamp = left.some((file) => file.reading === null)
    ? origin.single_stamp
    : !left.some((file) => file.many_stamps);
  const dataTime = await dataTimeOf(trx, {
    ...{ origin: origin.origin, zone: settings.zone, daily: settings.daily, now },
    ...{ known: null, ofFile: null, replacedLast: null, lastEvent: await lastEvent(trx, origin.origin) },
  });
  desk.plant(dataTime);
  // Without the file the units, the rules and the data time of every case may be others.
  if (units || JSON.stringify(profile) !== JSON.stringify(origin.profile)) {
    add((await rederiveCases(trx, work(null, new AttributeSets()))).changed);
  }
  await markMissing(trx, origin.origin, version);
  await saveWords(trx, origin.origin, dictionary.take());
  await pruneSteps(trx, origin.origin);
  desk.tree.forget(await unusedUnits(trx, origin.origin));
  if (desk.tree.changed) await saveUnits(trx, origin.origin, desk.tree.records());
  await updateOrigin(trx, origin.origin, {
    ...settings,
    profile,
    mapped: profile?.steps !== undefined,
    ...{ singleStamp, dataTime, arrivedAt: now, version },
  });
  if (dataTime !== origin.data_time || singleStamp !== origin.single_stamp || dictionary.remapped) {
    add(await caseIdsOf(trx, origin.origin));
  }
  return [...changed].sort((a, b) => a - b);
}

const NO_TABLES: Profile = { name: '', tables: [] };
