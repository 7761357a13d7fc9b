import { dayPercentile, meanDays } from '../jobs/statistics/percentile.ts';
import { perTenThousand } from '../sql/read-ground/complaints.ts';
import type { CrossCell, CrossTableReply } from './contract/cross-table.ts';

type Sum = { n: number; hits: number; unlinked: number; days: readonly number[]; grades: readonly number[] };
/** Of a table's inner cell: the place of its value in every dimension, and what each measure counts there. */
export type Inner = { at: readonly number[]; sums: readonly (Sum | null)[] };
type Line = CrossTableReply['lines'][number];
type Layout = { dimensions: number; columns: number; told: readonly boolean[]; points: readonly number[] };

/**
 * The lines of a cross table of one or two row dimensions: those of the inner values, a total after each value of the
 * first of two, and the total of all. Totals are counted anew from the cases under them: shares and percentiles are
 * never added or averaged. `columns`: number of values across, 0 without a column dimension; `points`: of each grade.
 */
export function crossLines(inner: readonly Inner[], { dimensions, columns, told, points }: Layout): Line[] {
  const tree = new Map<string, Line['at']>();
  const rows = [...inner].map(({ at }) => at.slice(0, dimensions));
  rows.sort((a, b) => a[0]! - b[0]! || (a[1] ?? 0) - (b[1] ?? 0));
  rows.forEach((at, i) => {
    tree.set(at.join(), at);
    const next = rows[i + 1];
    if (dimensions === 2 && next?.[0] !== at[0]) tree.set(`${at[0]},`, [at[0]!, null]);
  });
  tree.set(
    '',
    Array.from({ length: dimensions }, () => null),
  );
  return [...tree.values()].map((at) => {
    const under = inner.filter((cell) => at.every((place, i) => place === null || cell.at[i] === place));
    const across = Array.from({ length: columns }, (_, column) =>
      under.filter((cell) => cell.at[dimensions] === column),
    );
    return {
      at,
      cells: [...across, under].map((cells) => told.map((tells, m) => (tells ? together(cells, m, points) : null))),
    };
  });
}

function together(cells: readonly Inner[], measure: number, points: readonly number[]): CrossCell {
  const days: number[] = [];
  let [n, hits, unlinked] = [0, 0, 0];
  let score: number | null = null;
  for (const { sums } of cells) {
    const sum = sums[measure];
    if (!sum) continue;
    n += sum.n;
    hits += sum.hits;
    unlinked += sum.unlinked;
    sum.grades.forEach((count, grade) => (score = (score ?? 0) + count * points[grade]!));
    sum.days.forEach((count, day) => (days[day] = (days[day] ?? 0) + count));
  }
  const counts = Array.from(days, (count) => count ?? 0);
  return {
    ...{
      n,
      hits,
      unlinked,
      median: dayPercentile(counts, 0.5),
      p90: dayPercentile(counts, 0.9),
      mean: meanDays(counts),
    },
    points: score === null || n === 0 ? null : score / n,
    per10k: perTenThousand({ first: hits, unlinked, customers: n }),
  };
}
