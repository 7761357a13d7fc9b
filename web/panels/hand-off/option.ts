import type { HandOffReply } from '../../../api/contract/hand-off.ts';

export type Pair = HandOffReply['pairs'][number];
/** Pairs under so many hand-overs are not named. */
export const LEAST_N = 50;

/** The hand-over with the longest P90 of those frequent enough; null where every one is accepted the same day. */
export function longestWait(pairs: readonly Pair[]): Pair | null {
  const fair = pairs.filter((pair) => pair.n >= LEAST_N && (pair.p90 ?? 0) > 0);
  return fair.reduce<Pair | null>(
    (top, pair) =>
      top && (top.p90! > pair.p90! || (top.p90 === pair.p90 && top.median! >= pair.median!)) ? top : pair,
    null,
  );
}

/** The pairs that say when a case was accepted, as a table from × to, most hand-overs first both ways; null without any. */
export function matrix(all: readonly Pair[]) {
  const pairs = all.filter((pair) => pair.n > 0);
  if (pairs.length === 0) return null;
  const by = (side: 'from' | 'to') => {
    const sums = new Map<string, number>();
    for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) ?? 0) + pair.n);
    return [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  };
  const to = by('to');
  const find = (from: string, name: string) => pairs.find((pair) => pair.from === from && pair.to === name) ?? null;
  return { to, rows: by('from').map((from) => ({ from, cells: to.map((name) => find(from, name)) })) };
}
