import { GRADES, OWNERS, type Instant } from '../../sql/vocabulary.ts';
import type { Db } from '../../sql/database.ts';
import {
  callbacksOf,
  saveCallbacks,
  saveSuspensions,
  suspensionsOf,
  type CallbackRecord,
  type SuspensionRecord,
} from '../../sql/write/case-notes.ts';
import { mergeSlots, type Delivery, type Kind } from './merge/slots.ts';
import { count, type Tally } from './merge/tally.ts';
import type { CallbackRow, SuspensionRow } from './row.ts';

type Suspension = Omit<SuspensionRow, 'kind' | 'owner'> & { owner: number; file: number };
type Callback = Omit<CallbackRow, 'kind' | 'grade'> & { grade: number | null; file: number };

function kindOf<T extends Delivery>(content: (item: T) => readonly unknown[]): Kind<T> {
  const text = (item: T): string => JSON.stringify(content(item));
  return {
    same: (a, b) => text(a) === text(b),
    values: (item) => ({
      text: text(item),
      fullness: content(item).filter((value) => value !== null && value !== '').length,
    }),
  };
}

const suspensions = kindOf<Suspension>(({ from, to, owner, reason }) => [from, to, owner, reason]);
const callbacks = kindOf<Callback>(({ due, made, answered, grade }) => [due, made, answered || null, grade]);

/** Merges suspensions and callbacks, which may come before their case; returns the keys of the cases they change. */
export async function importNotes(
  trx: Db,
  place: { origin: number; file: number },
  rows: { suspensions: readonly SuspensionRow[]; callbacks: readonly CallbackRow[] },
  tally: Tally,
): Promise<Set<string>> {
  const { origin, file } = place;
  const touched = new Set<string>();

  const keys = [...new Set(rows.suspensions.map((row) => row.caseKey))];
  if (keys.length > 0) {
    const stored = (await suspensionsOf(trx, origin, keys)).map((row): Suspension => ({
      caseKey: row.case_key,
      from: row.paused_from,
      to: row.paused_to,
      owner: row.owner,
      reason: row.reason,
      dataTime: row.data_time,
      file: row.file,
      line: row.line,
    }));
    const delivered = rows.suspensions.map((row): Suspension => ({ ...row, owner: OWNERS.indexOf(row.owner), file }));
    const merged = mergeAll(stored, delivered, (item) => item.from, suspensions, tally);
    if (merged.dirty.size > 0) {
      const records = merged.facts.filter(({ item }) => merged.dirty.has(item.caseKey));
      await saveSuspensions(trx, origin, [...merged.dirty], records.map(suspensionRecord(origin)));
    }
    for (const key of merged.dirty) touched.add(key);
  }

  const called = [...new Set(rows.callbacks.map((row) => row.caseKey))];
  if (called.length > 0) {
    const stored = (await callbacksOf(trx, origin, called)).map((row): Callback => ({
      caseKey: row.case_key,
      due: row.due,
      made: row.made,
      answered: row.answered,
      grade: row.grade,
      dataTime: row.data_time,
      file: row.file,
      line: row.line,
    }));
    const delivered = rows.callbacks.map((row): Callback => ({
      ...row,
      grade: row.grade === null ? null : GRADES.indexOf(row.grade),
      file,
    }));
    // A callback is known by when it was due; where the source does not say, by when it was made.
    const merged = mergeAll(stored, delivered, (item) => item.due ?? item.made, callbacks, tally);
    if (merged.dirty.size > 0) {
      const records = merged.facts.filter(({ item }) => merged.dirty.has(item.caseKey));
      await saveCallbacks(
        trx,
        origin,
        [...merged.dirty],
        numbered(
          origin,
          records.map(({ item }) => item),
        ),
      );
    }
    for (const key of merged.dirty) touched.add(key);
  }
  return touched;
}

type Fact<T> = { item: T; occurrence: number };

function mergeAll<T extends Delivery & { caseKey: string }>(
  stored: readonly T[],
  delivered: readonly T[],
  at: (item: T) => Instant | null,
  kind: Kind<T>,
  tally: Tally,
): { facts: Fact<T>[]; dirty: Set<string> } {
  const key = (item: T) => `${at(item)} ${item.caseKey}`;
  const before = grouped(stored, key);
  const dirty = new Set<string>();
  for (const [identity, rows] of grouped(delivered, key)) {
    const merged = mergeSlots(before.get(identity) ?? [], rows, kind);
    count(
      tally,
      rows.map(() => 1),
      merged.fresh,
      merged.changed,
    );
    if (!merged.dirty) continue;
    before.set(identity, [...merged.facts]);
    dirty.add(rows[0]!.caseKey);
  }
  const facts = [...before.values()].flatMap((slots) => slots.map((item, i) => ({ item, occurrence: i + 1 })));
  return { facts, dirty };
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

const suspensionRecord =
  (origin: number) =>
  ({ item, occurrence }: Fact<Suspension>): SuspensionRecord => ({
    origin,
    case_key: item.caseKey,
    paused_from: item.from,
    occurrence,
    paused_to: item.to,
    owner: item.owner,
    reason: item.reason,
    data_time: item.dataTime,
    file: item.file,
    line: item.line,
  });

/** Callbacks of a case are numbered in the order they were due. */
function numbered(origin: number, items: readonly Callback[]): CallbackRecord[] {
  const next = new Map<string, number>();
  const time = (item: Callback): number => item.due ?? item.made ?? 0;
  return [...items]
    .sort((a, b) => time(a) - time(b))
    .map((item) => {
      const occurrence = (next.get(item.caseKey) ?? 0) + 1;
      next.set(item.caseKey, occurrence);
      return {
        origin,
        case_key: item.caseKey,
        occurrence,
        due: item.due,
        made: item.made,
        answered: item.answered,
        grade: item.grade,
        data_time: item.dataTime,
        file: item.file,
        line: item.line,
      };
    });
}
