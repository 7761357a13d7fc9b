import type { Db } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { caseIdsOf, lastEvent } from '../../sql/write/cases.ts';
import { saveWords, wordsOf } from '../../sql/write/dictionaries.ts';
import type { Origin, OriginSettings } from '../../sql/write/origin.ts';
import { hasUnitTable, saveUnits, unitsOf } from '../../sql/write/units.ts';
import { dayOf, startOfDay } from '../clock/day.ts';
import { Dictionary } from './dictionary.ts';
import type { FileRows } from './file-rows.ts';
import { importCases, rederiveCases } from './import-cases.ts';
import { nothing, type Tally } from './merge/tally.ts';
import { importNotes } from './notes.ts';
import type { Profile } from './profile.ts';
import type { Refusal } from './row.ts';
import { caseRulesOf } from './settings.ts';
import { HOMELESS, UnitTree } from './unit-tree.ts';

type Work = {
  origin: Origin;
  profile: Profile;
  settings: OriginSettings;
  file: number;
  version: number;
  seen: Instant;
};

type Facts = {
  tally: Tally;
  /** Rows that could be read but not taken. */
  refused: Refusal[];
  /** Cases to judge anew. */
  changed: number[];
  singleStamp: boolean;
  dataTime: Instant | null;
  notes: string[];
};

/** Merges a file's rows into the facts of its origin; the caller keeps the accounts and publishes. */
export async function importFacts(
  trx: Db,
  rows: FileRows,
  work: Work,
  failpoint?: (name: string) => void | Promise<void>,
): Promise<Facts> {
  const origin = work.origin.origin;
  const { source, label } = work.settings;
  const tally = nothing();
  const units = new UnitTree(await unitsOf(trx, origin), await hasUnitTable(trx, origin), source, label);
  const dictionary = new Dictionary(await wordsOf(trx, origin), work.profile.steps);
  const rules = caseRulesOf(work.profile);
  const cases = {
    origin,
    file: work.file,
    version: work.version,
    rules,
    seen: work.seen,
    dictionary,
    units,
    sets: rows.sets,
  };
  const changed = new Set<number>();
  const add = (ids: readonly number[]) => ids.forEach((id) => changed.add(id));

  const { refused, uprooted } = deliverUnits(rows, units, tally);
  const before = work.origin.profile as Profile | null;
  const ruled = before !== null && JSON.stringify(caseRulesOf(before)) !== JSON.stringify(rules);
  if (ruled) add((await rederiveCases(trx, cases)).changed);
  else if (uprooted.length > 0) add((await rederiveCases(trx, cases, uprooted)).changed);
  await failpoint?.('units');

  const outcome = await importCases(trx, rows, cases, tally);
  add(outcome.changed);
  await failpoint?.('cases');
  const noted = await importNotes(trx, { origin, file: work.file }, rows, tally);
  if (noted.size > 0) add(await caseIdsOf(trx, origin, [...noted]));

  const singleStamp = work.origin.single_stamp && !rows.events.manyStamps;
  if (dictionary.remapped || singleStamp !== work.origin.single_stamp || work.origin.zone !== work.settings.zone) {
    add(await caseIdsOf(trx, origin));
  }
  await saveWords(trx, origin, dictionary.fresh);
  if (units.changed) await saveUnits(trx, origin, units.records());
  return {
    tally,
    refused,
    changed: [...changed].sort((a, b) => a - b),
    singleStamp,
    dataTime: await dataTimeOf(trx, rows, work, outcome),
    notes:
      units.homeless > 0
        ? [`${units.homeless} rows of cases name a unit that is not in the unit table: ${HOMELESS.name}`]
        : [],
  };
}

function deliverUnits(rows: FileRows, units: UnitTree, tally: Tally): { refused: Refusal[]; uprooted: number[] } {
  if (rows.units.length === 0) return { refused: [], uprooted: [] };
  const { refused, fresh, changed, uprooted } = units.deliver(rows.units);
  tally.new += fresh;
  tally.changed += changed;
  tally.same += rows.units.length - refused.length - fresh - changed;
  return {
    uprooted,
    refused: refused.map(({ line, code, name, parent }) => ({
      line,
      column: 'parent',
      value: parent ?? '',
      reason: 'unknown-unit-parent',
      raw: [code, name, parent ?? ''].join(','),
    })),
  };
}

/** End of the last complete day of a daily feed, else the last event; never later than the import itself. */
async function dataTimeOf(
  trx: Db,
  rows: FileRows,
  { origin, profile, settings, seen }: Work,
  outcome: { lastEvent: Instant | null; replacedLast: Instant | null },
): Promise<Instant | null> {
  const known = origin.data_time;
  const latest = (...instants: (Instant | null)[]): Instant | null => {
    const found = instants.filter((at) => at !== null);
    return found.length > 0 ? Math.min(Math.max(...found), seen) : null;
  };
  if (settings.daily) {
    const endOfDay = (at: Instant | null) =>
      at === null ? null : startOfDay(dayOf(at - 1, settings.zone) + 1, settings.zone);
    const dated = profile.tables.some(({ fields }) => fields.dataDate !== undefined || fields.updated !== undefined);
    // Until a dated file arrives, and where none is, the last event's day is the last complete one.
    if (!dated || (known === null && rows.dataTime === null)) return latest(known, endOfDay(outcome.lastEvent));
    return latest(known, endOfDay(rows.dataTime));
  }
  // A correction may have taken the last event away.
  if (known !== null && outcome.replacedLast !== null && outcome.replacedLast >= known) {
    return latest(await lastEvent(trx, origin.origin));
  }
  return latest(known, outcome.lastEvent);
}
