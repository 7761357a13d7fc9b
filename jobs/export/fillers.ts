import { rank, type Delivery, type Kind } from '../import/merge/slots.ts';

/**
 * The facts of one identity as rows that merge into the same slots again. Occurrences are numbered within a data time: of
 * a k-th occurrence that is older than those before it there must be k rows of its time, so its row is repeated.
 */
export function withFillers<T extends Delivery>(facts: readonly T[], kind: Kind<T>): readonly T[] {
  if (facts.length === 1 || facts.every(({ dataTime }) => dataTime === facts[0]!.dataTime)) return facts;
  const sorted = facts.toSorted((a, b) => rank(b, a, kind));
  return sorted.flatMap((fact, slot) => {
    const first = slot === 0 || sorted[slot - 1]!.dataTime !== fact.dataTime;
    return first ? Array.from({ length: slot + 1 }, () => fact) : [fact];
  });
}
