import type { Db } from '../../sql/database.ts';
import type { HeldLogs } from '../../sql/read/case-log.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { caseIdsOf, touchCases } from '../../sql/write/cases.ts';
import { saveWords, wordsOf } from '../../sql/write/dictionaries.ts';
import type { Origin, OriginSettings } from '../../sql/write/origin.ts';
import { knownSnapshots, saveSnapshots, type Snapshots } from '../../sql/write/snapshots.ts';
import { saveUnits } from '../../sql/write/units.ts';
import type { RefusedRow } from '../../sql/write/import-file.ts';
import { dataTimeOf } from './data-time.ts';
import { Dictionary } from './dictionary.ts';
import type { Failpoint } from './failpoints.ts';
import type { FileRows } from './file-rows.ts';
import { importCases, rederiveCases, type CasePage } from './import-cases.ts';
import { nothing, type Tally } from './merge/tally.ts';
import { importNotes } from './notes/import-notes.ts';
import type { Profile } from './profile.ts';
import { caseRulesOf } from './settings.ts';
import { UnitDesk } from './units/desk.ts';
import { HOMELESS } from './units/tree.ts';
import type { FileNote } from './wording/note-words.ts';

type Work = {
  origin: Origin;
  profile: Profile;
  settings: OriginSettings;
  file: number;
  version: number;
  seen: Instant;
  /** Rows that were not taken; of a list of cases in flight they still say who was in it. */
  refused: readonly RefusedRow[];
};

/** Facts that can be judged. */
export type Merged = {
  /** Cases to judge anew. */
  changed: number[];
  /** The logs of the new ones among them, where they are at hand. */
  logs: HeldLogs | null;
  singleStamp: boolean;
  dataTime: Instant | null;
};

type Facts = Merged & { tally: Tally; noted: FileNote[] };

/** How a file of many cases is merged: so many at a time, each page but the last judged before the next is merged. */
export type Paging = { size?: number; judge: (page: Merged) => Promise<unknown> };

/** Merges a file's rows into the facts of its origin; the caller keeps the accounts, marks the missing and publishes. */
export async function importFacts(
  trx: Db,
  rows: FileRows,
  work: Work,
  paging?: Paging,
  failpoint?: Failpoint,
): Promise<Facts> {
  const origin = work.origin.origin;
  const tally = nothing();
  const desk = await UnitDesk.open(trx, origin, work.settings);
  const dictionary = new Dictionary(await wordsOf(trx, origin), work.profile.steps);
  const rules = caseRulesOf(work.profile, work.settings.zone);
  const cases = {
    origin,
    file: work.file,
    version: work.version,
    rules,
    seen: work.seen,
    dictionary,
    units: desk.tree,
    sets: rows.sets,
    snapshots: await takeSnapshots(trx, rows, work.refused, { origin, file: work.file }, tally),
  };
  const changed = new Set<number>();
  const add = (ids: readonly number[]) => ids.forEach((id) => changed.add(id));

  const uprooted = await desk.deliver(trx, rows.units, { file: work.file, dataTime: work.origin.data_time }, tally);
  const before = work.origin.profile as Profile | null;
  const ruled = before !== null && JSON.stringify(caseRulesOf(before, work.origin.zone)) !== JSON.stringify(rules);
  if (ruled) add((await rederiveCases(trx, cases)).changed);
  else if (uprooted.length > 0) add((await rederiveCases(trx, cases, uprooted)).changed);
  await failpoint?.('units');

  const singleStamp = work.origin.single_stamp && !rows.events.manyStamps;
  let dataTime = work.origin.data_time;
  const timeAfter = ({ lastEvent, replacedLast }: Pick<CasePage, 'lastEvent' | 'replacedLast'>) =>
    dataTimeOf(trx, {
      ...{ origin, zone: work.settings.zone, daily: work.settings.daily, now: work.seen },
      ...{ known: dataTime, ofFile: rows.dataTime, lastEvent, replacedLast },
    });
  let logs: HeldLogs | null = null;
  // Of a source that was empty every case is among the changed ones.
  let allNew = false;
  const save = async () => {
    await saveWords(trx, origin, dictionary.take());
    if (desk.tree.changed) await saveUnits(trx, origin, desk.tree.records());
  };
  for await (const page of importCases(trx, rows, cases, tally, paging?.size)) {
    allNew ||= page.logs?.first === 1;
    const before = dataTime;
    dataTime = await timeAfter(page);
    // Clocks that had stopped by the old data time may run at an earlier one.
    if (dataTime !== null && dataTime < (before ?? dataTime)) add(await caseIdsOf(trx, origin));
    add(page.changed);
    if (page.last || paging === undefined) {
      logs = page.logs;
      continue;
    }
    await save();
    await paging.judge({ changed: sorted(changed), logs: page.logs, singleStamp, dataTime });
    changed.clear();
    await failpoint?.('page');
  }
  await failpoint?.('cases');
  const noted = await importNotes(trx, { origin, file: work.file }, rows, tally);
  let withoutCase = 0;
  if (noted.size > 0) {
    const ids = await caseIdsOf(trx, origin, [...noted]);
    withoutCase = noted.size - ids.length;
    await touchCases(trx, origin, ids, work.version);
    add(ids);
  }
  await failpoint?.('noted');

  const reread = dictionary.remapped || singleStamp !== work.origin.single_stamp;
  if (!allNew && (reread || work.origin.zone !== work.settings.zone)) add(await caseIdsOf(trx, origin));
  // A unit may begin or end between the last data time and this one.
  const moved = desk.plant(dataTime);
  if (moved.length > 0) add((await rederiveCases(trx, cases, moved)).changed);
  await save();
  await failpoint?.('merged');
  return {
    tally,
    changed: sorted(changed),
    logs: moved.length > 0 ? null : logs,
    singleStamp,
    dataTime,
    noted: [...(withoutCase > 0 ? [{ code: 'without-case' as const, n: withoutCase }] : []), ...notesOf(desk)],
  };
}

const sorted = (ids: ReadonlySet<number>): number[] => [...ids].sort((a, b) => a - b);

/** The snapshots known before and those of the file. */
async function takeSnapshots(
  trx: Db,
  rows: FileRows,
  refusedNow: readonly RefusedRow[],
  place: { origin: number; file: number },
  tally: Tally,
): Promise<Snapshots> {
  const known = await knownSnapshots(trx, place.origin);
  if (rows.listings.length > 0) {
    const before = new Set(known.times);
    const fresh = new Set(rows.listings.filter((at) => !before.has(at))).size;
    tally.new += fresh;
    tally.same += rows.listings.length - fresh;
  }
  await saveSnapshots(trx, place.origin, place.file, rows.snapshots);
  const refused = new Map(known.refused);
  for (const { caseKey, listed } of refusedNow) {
    if (caseKey && listed) refused.set(caseKey, Math.max(listed, refused.get(caseKey) ?? listed));
  }
  return { times: [...new Set([...known.times, ...rows.snapshots])].sort((a, b) => a - b), refused };
}

function notesOf({ tree, lost }: UnitDesk): FileNote[] {
  const noted: FileNote[] = [];
  if (tree.homeless > 0) noted.push({ code: 'homeless-units', n: tree.homeless, value: HOMELESS.name });
  if (lost.length > 0) noted.push({ code: 'lost-units', n: lost.length, value: some(lost) });
  return noted;
}

const SHOWN = 5;
const some = (codes: readonly string[]) => codes.slice(0, SHOWN).join(', ') + (codes.length > SHOWN ? ', …' : '');
