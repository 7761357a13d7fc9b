import type { BranchesReply } from '../../../api/contract/branches.ts';

export type BranchRow = BranchesReply['rows'][number];

/** Not told apart from the others: too few cases, none, or too many undecidable ones. */
export const greyed = ({ standing }: Pick<BranchRow, 'standing'>): boolean =>
  standing === 'small' || standing === 'gate' || standing === 'none';

/** What of a reply the drawings need. */
type Reply = { rows: BranchRow[]; whole: { rate: number | null } };

/** Axis of the interval bars: shares from `low` to `high` with ticks, in px of `width`. */
export type Axis = { low: number; high: number; ticks: number[]; x: (share: number) => number };

/**
 * One axis for all rows: wide enough for every interval of a row with enough cases, cut at multiples of 5 points,
 * never outside 0–100 %. Small samples do not stretch it, their whisker runs to its edge.
 */
export function intervalAxis(reply: Reply, width: number): Axis {
  const steady = reply.rows.filter((row) => !greyed(row) && row.low !== null);
  const rows = steady.length > 0 ? steady : reply.rows;
  const shares = rows.flatMap((row) => [row.low, row.high, row.rate]).filter((share) => share !== null);
  if (reply.whole.rate !== null) shares.push(reply.whole.rate);
  const least = shares.length === 0 ? 0 : Math.min(...shares);
  const most = shares.length === 0 ? 1 : Math.max(...shares);
  const high = Math.min(1, Math.max(Math.ceil(most * 20 - 1e-9) / 20, 0.1));
  const low = Math.max(0, Math.min(Math.floor(least * 20 + 1e-9) / 20, high - 0.1));
  const points = Math.round((high - low) * 100);
  const step = [5, 10, 20, 25].find((size) => points / size <= 5) ?? 25;
  const ticks: number[] = [];
  for (let tick = Math.ceil((low * 100) / step) * step; tick <= high * 100 + 1e-9; tick += step) ticks.push(tick / 100);
  const pad = 6;
  return { low, high, ticks, x: (share) => pad + ((share - low) / (high - low || 1)) * (width - 2 * pad) };
}

export type Whisker = { from: number; to: number; dot: number; hollow: boolean; beyond: boolean };

/** The row's interval in px, or null without decided cases. `beyond`: significantly below the whole. */
export function whisker(row: BranchRow, axis: Axis): Whisker | null {
  if (row.rate === null || row.low === null || row.high === null) return null;
  const clamp = (share: number) => axis.x(Math.min(axis.high, Math.max(axis.low, share)));
  return {
    from: clamp(row.low),
    to: clamp(row.high),
    dot: clamp(row.rate),
    hollow: greyed(row),
    beyond: row.standing === 'below',
  };
}

export type Spark = { path: string; last: { x: number; y: number } | null };

/** Twelve months on the common scale of the column; a month without cases is a gap. */
export function sparkline(
  values: (number | null)[],
  scale: { low: number; high: number },
  width = 76,
  height = 30,
): Spark {
  const step = width / Math.max(1, values.length - 1);
  const span = scale.high - scale.low || 1;
  let path = '';
  let last: Spark['last'] = null;
  let pen = false;
  values.forEach((value, i) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = Math.round((3 + i * step * ((width - 6) / width)) * 10) / 10;
    const y = Math.round((height - 4 - ((value - scale.low) / span) * (height - 8)) * 10) / 10;
    path += `${pen ? 'L' : 'M'}${x} ${y}`;
    pen = true;
    last = { x, y };
  });
  return { path, last };
}

/** Common scale of all sparklines of the table. */
export function sparkScale(rows: Pick<BranchRow, 'spark' | 'standing'>[]): { low: number; high: number } {
  const values = rows
    .filter((row) => !greyed(row))
    .flatMap((row) => row.spark)
    .filter((value) => value !== null);
  if (values.length === 0) return { low: 0, high: 1 };
  return { low: Math.min(...values), high: Math.max(...values) };
}

/** The units that lie significantly below the whole, the lowest first. */
export const standingBelow = (rows: readonly BranchRow[]): BranchRow[] =>
  rows.filter((row) => row.standing === 'below').sort((a, b) => (a.rate ?? 1) - (b.rate ?? 1));

/** Which of the two ranks leads: 考核名次 or 名次范围. */
export type Lead = 'rank' | 'range';

/** Units below the data gate first, small samples last; between them by the rank that leads. */
export function inOrder(rows: readonly BranchRow[], lead: Lead = 'rank'): BranchRow[] {
  const shelf = { gate: 0, below: 1, same: 1, above: 1, small: 2, none: 3 };
  const middle = (row: BranchRow) => (lead === 'range' ? (row.rankBest ?? 0) + (row.rankWorst ?? 0) : 0);
  return [...rows].sort(
    (a, b) =>
      shelf[a.standing] - shelf[b.standing] ||
      middle(a) - middle(b) ||
      (a.rank ?? Infinity) - (b.rank ?? Infinity) ||
      a.unitName.localeCompare(b.unitName, 'zh'),
  );
}

/** `1–4`, one number where both ends are the same, null where there is no interval. */
export function rangeText({ rankBest, rankWorst }: Pick<BranchRow, 'rankBest' | 'rankWorst'>): string | null {
  if (rankBest === null || rankWorst === null) return null;
  return rankBest === rankWorst ? String(rankBest) : `${rankBest}–${rankWorst}`;
}

type Unit = { code: string; name: string; parent: string | null };

/** The chosen unit and those above it, the highest first. A broken parent link ends the path. */
export function pathTo(units: Unit[], code: string | null): Unit[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const path: Unit[] = [];
  let unit = code === null ? units.find((u) => u.parent === null) : byCode.get(code);
  while (unit && !path.includes(unit)) {
    path.unshift(unit);
    unit = unit.parent === null ? undefined : byCode.get(unit.parent);
  }
  return path;
}
