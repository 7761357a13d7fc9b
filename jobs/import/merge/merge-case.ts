import { listKind, type ListFact } from './case-list.ts';
import { eventKind, identityOf, type EventFact } from './event-fact.ts';
import { mergeSlots, rank } from './slots.ts';
import { count, type Tally } from './tally.ts';

/** All that is known of a case: its events and the case list's row, if any. */
export type CaseKnowledge = { readonly events: readonly EventFact[]; readonly list: ListFact | null };

/** What one file says of a case, in the file's order. */
export type CaseDelivery = { readonly events: readonly EventFact[]; readonly lists: readonly ListFact[] };

export const UNKNOWN: CaseKnowledge = { events: [], list: null };

export type Merged = { knowledge: CaseKnowledge; dirty: boolean };

/** Adds a file's rows to what is known of a case and counts the rows by what they did. */
export function mergeCase(known: CaseKnowledge, delivery: CaseDelivery, tally: Tally): Merged {
  const events = mergeEvents(known.events, delivery.events, tally);
  const list = mergeLists(known.list, delivery.lists, tally);
  return {
    knowledge: { events: events.facts, list: list.fact },
    dirty: events.dirty || list.dirty,
  };
}

function grouped(events: readonly EventFact[]): Map<string, EventFact[]> {
  const groups = new Map<string, EventFact[]>();
  for (const event of events) {
    const key = identityOf(event);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return groups;
}

function mergeEvents(
  known: readonly EventFact[],
  delivered: readonly EventFact[],
  tally: Tally,
): { facts: readonly EventFact[]; dirty: boolean } {
  if (delivered.length === 0) return { facts: known, dirty: false };
  if (known.length === 0 && delivered.every(({ dataTime }) => dataTime === delivered[0]!.dataTime)) {
    // Rows of one file and one data time are all facts, whatever their identities.
    for (const { records } of delivered) tally.new += records;
    return { facts: delivered, dirty: true };
  }
  const before = grouped(known);
  for (const slots of before.values()) slots.sort((a, b) => rank(b, a, eventKind));
  let dirty = false;
  for (const [key, rows] of grouped(delivered)) {
    const records = rows.map((row) => row.records);
    const merged = mergeSlots(before.get(key) ?? [], rows, eventKind);
    count(tally, records, merged.fresh, merged.changed);
    if (!merged.dirty) continue;
    dirty = true;
    before.set(key, [...merged.facts]);
  }
  return { facts: dirty ? [...before.values()].flat() : known, dirty };
}

function mergeLists(
  known: ListFact | null,
  delivered: readonly ListFact[],
  tally: Tally,
): { fact: ListFact | null; dirty: boolean } {
  let fact = known;
  for (const row of delivered) {
    if (fact === null || rank(row, fact, listKind) > 0) {
      fact = fact !== null && listKind.same(row, fact) ? { ...fact, dataTime: row.dataTime } : row;
    }
  }
  const changed = fact !== null && known !== null && !listKind.same(fact, known);
  count(
    tally,
    delivered.map(() => 1),
    known === null ? 1 : 0,
    changed ? 1 : 0,
  );
  return { fact, dirty: fact !== known };
}
