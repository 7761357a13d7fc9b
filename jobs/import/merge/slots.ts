import type { Instant } from '../../../sql/vocabulary.ts';

/** One delivery of something that may be delivered again, corrected. */
export type Delivery = { readonly dataTime: Instant | null };

/** How deliveries of one kind are compared. `values` in a fixed order; null where the source said nothing. */
export type Kind<T extends Delivery> = {
  same(a: T, b: T): boolean;
  values(item: T): { text: string; fullness: number };
};

export type Slots<T> = {
  /** The facts of this identity, best first: the k-th stands in the k-th occurrence's slot. */
  facts: readonly T[];
  fresh: number;
  changed: number;
  /** Something to store: a fact, or only that it was confirmed at a later data time. */
  dirty: boolean;
};

/** Positive where `a` wins: the later data time, else the fuller, else the greater by bytes (design §5). */
export function rank<T extends Delivery>(a: T, b: T, kind: Kind<T>): number {
  const time = (a.dataTime ?? -Infinity) - (b.dataTime ?? -Infinity);
  if (time > 0 || time < 0) return time;
  if (kind.same(a, b)) return 0;
  const left = kind.values(a);
  const right = kind.values(b);
  return left.fullness - right.fullness || Buffer.compare(Buffer.from(left.text), Buffer.from(right.text));
}

/**
 * Merges the deliveries of one identity in one file with what is stored of it. Rows of one file and one data time are
 * occurrences 1…m of the identity, numbered from the best down, and every occurrence keeps its best delivery over all
 * files. A maximum per slot does not depend on the order, the number or the repetition of the files.
 */
export function mergeSlots<T extends Delivery>(before: readonly T[], delivered: readonly T[], kind: Kind<T>): Slots<T> {
  if (before.length === 0 && delivered.length === 1) return { facts: delivered, fresh: 1, changed: 0, dirty: true };
  const facts = [...before];
  for (const group of byDataTime(delivered)) {
    group.sort((a, b) => rank(b, a, kind));
    group.forEach((item, slot) => {
      const held = facts[slot];
      if (held === undefined) facts.push(item);
      else if (rank(item, held, kind) > 0)
        facts[slot] = kind.same(item, held) ? { ...held, dataTime: item.dataTime } : item;
    });
  }
  let changed = 0;
  let dirty = facts.length > before.length;
  for (let slot = 0; slot < before.length; slot++) {
    if (facts[slot] === before[slot]) continue;
    dirty = true;
    if (!kind.same(facts[slot]!, before[slot]!)) changed++;
  }
  return { facts, fresh: facts.length - before.length, changed, dirty };
}

function byDataTime<T extends Delivery>(items: readonly T[]): T[][] {
  if (items.length === 1) return [[...items]];
  const groups = new Map<Instant | null, T[]>();
  for (const item of items) {
    const group = groups.get(item.dataTime);
    if (group) group.push(item);
    else groups.set(item.dataTime, [item]);
  }
  return [...groups.values()];
}

/** The best of several deliveries of something that stands once; `before` stays where none is better. */
export function best<T extends Delivery>(before: T | undefined, delivered: readonly T[], kind: Kind<T>): T | undefined {
  return delivered.reduce<T | undefined>(
    (held, item) => (held === undefined || rank(item, held, kind) > 0 ? item : held),
    before,
  );
}
