import type { Db } from '../../../sql/database.ts';
import { saveNotes, storedNotes, type NoteRecord, type NoteTable } from '../../../sql/write/case-notes.ts';
import type { Notes } from '../file-rows.ts';
import { best, mergeSlots, type Kind } from '../merge/slots.ts';
import { count, type Tally } from '../merge/tally.ts';
import { NOTE_KINDS, type Note, type NoteKind, type Place } from './kinds.ts';

/** Merges a file's notes, which may come before their case; returns the keys of the cases whose clocks they may change. */
export async function importNotes(trx: Db, place: Place, rows: Notes, tally: Tally): Promise<Set<string>> {
  const touched = new Set<string>();
  for (const kind of NOTE_KINDS) {
    for (const note of await importKind(trx, place, rows, kind, tally)) {
      if (note.case_key !== null) touched.add(note.case_key);
    }
  }
  return touched;
}

/** Returns the notes of the groups that changed. */
async function importKind(
  trx: Db,
  place: Place,
  rows: Notes,
  kind: NoteKind<NoteTable>,
  tally: Tally,
): Promise<Note<NoteTable>[]> {
  const delivered = kind.notes(rows, place);
  if (delivered.length === 0) return [];
  const groups = [...new Set(delivered.map(kind.group))];
  const stored = (await storedNotes(trx, kind.table, place.origin, groups)).map((record) => ({
    ...record,
    dataTime: record.data_time,
  }));
  const { facts, dirty } = mergeAll(stored, delivered, kind, tally);
  if (dirty.size === 0) return [];
  const kept = facts.filter((note) => dirty.has(kind.group(note)));
  await saveNotes(trx, kind.table, place.origin, [...dirty], numbered(kept, kind));
  return kept;
}

/** Notes of one key are deliveries of the same. */
export const keyOf =
  <T extends NoteTable>(of: NoteKind<T>) =>
  (note: Note<T>): string =>
    JSON.stringify([of.identity(note), of.group(note)]);

export function comparing<T extends NoteTable>(of: NoteKind<T>): Kind<Note<T>> {
  const text = (note: Note<T>): string => JSON.stringify(of.content(note));
  return {
    same: (a, b) => text(a) === text(b),
    values: (note) => ({
      text: text(note),
      fullness: of.content(note).filter((value) => value !== null && value !== '').length,
    }),
  };
}

function mergeAll<T extends NoteTable>(
  stored: readonly Note<T>[],
  delivered: readonly Note<T>[],
  of: NoteKind<T>,
  tally: Tally,
): { facts: Note<T>[]; dirty: Set<string> } {
  const kind = comparing(of);
  const key = keyOf(of);
  const facts = grouped(stored, key);
  const dirty = new Set<string>();
  for (const [identity, rows] of grouped(delivered, key)) {
    const before = facts.get(identity) ?? [];
    const merged = of.once ? mergeOnce(before, rows, kind) : mergeSlots(before, rows, kind);
    count(
      tally,
      rows.map(() => 1),
      merged.fresh,
      merged.changed,
    );
    if (!merged.dirty) continue;
    facts.set(identity, [...merged.facts]);
    dirty.add(of.group(rows[0]!));
  }
  return { facts: [...facts.values()].flat(), dirty };
}

function mergeOnce<T extends { dataTime: number | null }>(before: readonly T[], rows: readonly T[], kind: Kind<T>) {
  const held = before[0];
  const now = best(held, rows, kind)!;
  return {
    facts: [now],
    fresh: held === undefined ? 1 : 0,
    changed: held !== undefined && !kind.same(now, held) ? 1 : 0,
    dirty: now !== held,
  };
}

function numbered<T extends NoteTable>(notes: readonly Note<T>[], kind: NoteKind<T>): NoteRecord<T>[] {
  const number = kind.numbered;
  if (!number) return [...notes];
  const next = new Map<string, number>();
  return notes
    .toSorted((a, b) => number(a).time - number(b).time)
    .map((note) => {
      const place = JSON.stringify([kind.group(note), number(note).within]);
      const occurrence = (next.get(place) ?? 0) + 1;
      next.set(place, occurrence);
      return { ...note, occurrence };
    });
}

export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
