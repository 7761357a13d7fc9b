import type { DueListReply } from '../../../api/contract/due-list.ts';

export type DueRow = DueListReply['rows'][number];

/** Longest overdue first, then the most due today. The first `most` rows, the others as counts. */
export function ranked(
  rows: DueRow[],
  most: number,
): { shown: DueRow[]; rest: { count: number; today: number; tomorrow: number; longest: number | null } | null } {
  const order = [...rows].sort(
    (a, b) =>
      (b.longestOver ?? -1) - (a.longestOver ?? -1) ||
      b.dueToday - a.dueToday ||
      b.dueTomorrow - a.dueTomorrow ||
      (a.unitName + a.department < b.unitName + b.department ? -1 : 1),
  );
  if (order.length <= most) return { shown: order, rest: null };
  const others = order.slice(most);
  const longest = others.reduce<number | null>(
    (top, row) => (row.longestOver === null ? top : Math.max(top ?? 0, row.longestOver)),
    null,
  );
  const sum = (pick: 'dueToday' | 'dueTomorrow') => others.reduce((all, row) => all + row[pick], 0);
  return {
    shown: order.slice(0, most),
    rest: { count: others.length, today: sum('dueToday'), tomorrow: sum('dueTomorrow'), longest },
  };
}
