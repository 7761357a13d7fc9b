import { isStampColumn, type ColumnContent } from './column-content.ts';

type Rows = readonly (readonly string[])[];

const MIN_ROWS_PER_CASE = 1.3;

/**
 * The case column by content: a value that groups rows which lie close together in time (a case is short beside the log; an
 * activity or a person occurs all along), preferably in a row, and settles what other columns say. −1 where nothing groups.
 */
export function guessKey(columns: readonly ColumnContent[], rows: Rows): number {
  const stamp = columns.filter(isStampColumn).sort((a, b) => b.filled - a.filled || b.distinct - a.distinct)[0];
  let best = -1;
  let bestScore = 0;
  for (const column of columns) {
    if (isStampColumn(column) || column.filled < rows.length * 0.99 || column.distinct < 2) continue;
    if (rows.length / column.distinct < MIN_ROWS_PER_CASE) continue;
    if (column.numeric > 0.95 && rows.some((row) => /[.,]/.test(row[column.position] ?? ''))) continue;
    const groups = groupsOf(rows, column.position);
    const score =
      2 * compactness(groups, stamp?.instants ?? null) +
      contiguity(groups) +
      settled(groups, columns, rows) +
      Math.log10(groups.length) / 2;
    if (score > bestScore) {
      best = column.position;
      bestScore = score;
    }
  }
  return best;
}

function groupsOf(rows: Rows, position: number): number[][] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const value = row[position] ?? '';
    const group = groups.get(value);
    if (group) group.push(i);
    else groups.set(value, [i]);
  });
  return [...groups.values()];
}

/** 1 − mean span of a group beside the span of all, 0–1. */
function compactness(groups: readonly number[][], instants: Float64Array | null): number {
  if (!instants) return 0;
  const span = (indices: Iterable<number>): number => {
    let low = Infinity;
    let high = -Infinity;
    for (const i of indices) {
      const at = instants[i] ?? NaN;
      if (at < low) low = at;
      if (at > high) high = at;
    }
    return high >= low ? high - low : 0;
  };
  const whole = span(instants.keys());
  if (whole === 0) return 0;
  const long = groups.filter((group) => group.length > 1);
  const mean = long.reduce((sum, group) => sum + span(group), 0) / Math.max(1, long.length);
  return 1 - mean / whole;
}

/** Share of the groups whose rows stand together. */
function contiguity(groups: readonly number[][]): number {
  const together = groups.filter((group) => (group.at(-1) ?? 0) - (group[0] ?? 0) + 1 === group.length);
  return together.length / groups.length;
}

/** Share of the other columns of more than one value that are constant within the groups. */
function settled(groups: readonly number[][], columns: readonly ColumnContent[], rows: Rows): number {
  const others = columns.filter((column) => column.distinct > 1);
  const constant = others.filter(({ position }) =>
    groups.every((group) => group.every((i) => rows[i]?.[position] === rows[group[0] ?? 0]?.[position])),
  );
  return constant.length / Math.max(1, others.length);
}

/**
 * The activity by content: a column of few words that changes within a case and whose next value follows best from the present one
 * (conditional against plain entropy). −1 where no column does.
 */
export function guessStep(
  columns: readonly ColumnContent[],
  rows: Rows,
  key: number,
  taken: ReadonlySet<number>,
): number {
  const groups = groupsOf(rows, key);
  const limit = Math.max(30, Math.min(500, rows.length / 5));
  let best = -1;
  let bestScore = -Infinity;
  for (const column of columns) {
    const { position } = column;
    if (position === key || taken.has(position) || isStampColumn(column)) continue;
    if (column.distinct < 2 || column.distinct > limit || column.filled < rows.length * 0.98) continue;
    if (column.numeric > 0.9) continue;
    const varying = groups.filter((group) =>
      group.some((i) => rows[i]?.[position] !== rows[group[0] ?? 0]?.[position]),
    );
    if (varying.length < groups.filter((group) => group.length > 1).length / 3) continue;
    const score = predictability(groups, rows, position) + firstValueShare(groups, rows, position);
    if (score > bestScore) {
      best = position;
      bestScore = score;
    }
  }
  return best;
}

const entropy = (counts: Iterable<number>): number => {
  const all = [...counts];
  const total = all.reduce((sum, n) => sum + n, 0);
  return all.reduce((sum, n) => sum - (n / total) * Math.log2(n / total), 0);
};

function predictability(groups: readonly number[][], rows: Rows, position: number): number {
  const next = new Map<string, number>();
  const after = new Map<string, Map<string, number>>();
  let pairs = 0;
  for (const group of groups) {
    for (let k = 1; k < group.length; k++) {
      const from = rows[group[k - 1] ?? 0]?.[position] ?? '';
      const to = rows[group[k] ?? 0]?.[position] ?? '';
      pairs++;
      next.set(to, (next.get(to) ?? 0) + 1);
      const known = after.get(from) ?? new Map<string, number>();
      after.set(from, known.set(to, (known.get(to) ?? 0) + 1));
    }
  }
  const plain = entropy(next.values());
  if (plain === 0) return 0;
  let conditional = 0;
  for (const followers of after.values()) {
    const n = [...followers.values()].reduce((sum, count) => sum + count, 0);
    conditional += (n / pairs) * entropy(followers.values());
  }
  // A value that mostly repeats (a person, a department) is predictable too, but tells of no progress.
  let repeats = 0;
  for (const [from, followers] of after) repeats += followers.get(from) ?? 0;
  return 1 - conditional / plain - repeats / pairs;
}

function firstValueShare(groups: readonly number[][], rows: Rows, position: number): number {
  const firsts = new Map<string, number>();
  for (const group of groups) {
    const value = rows[group[0] ?? 0]?.[position] ?? '';
    firsts.set(value, (firsts.get(value) ?? 0) + 1);
  }
  return Math.max(...firsts.values()) / groups.length;
}
