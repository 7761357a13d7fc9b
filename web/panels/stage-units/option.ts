import type { StageUnitsReply } from '../../../api/contract/stage-units.ts';
import { LEAST_N, lateRate } from '../late-rate.ts';

export type StageUnit = StageUnitsReply['rows'][number];

/** Cuts of the sequential scale for 超期率, fixed across screens and months. */
const CUTS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35];
/** Token of the scale, `s0` to `s6`. */
export const shade = (rate: number): string => `s${CUTS.filter((cut) => rate >= cut).length}`;

/** Highest rate first, small samples after them, units without decided cases last. */
export function byRate(rows: StageUnit[]): StageUnit[] {
  const rank = (row: StageUnit) => (row.decided === 0 ? 2 : row.decided < LEAST_N ? 1 : 0);
  return [...rows].sort((a, b) => rank(a) - rank(b) || (lateRate(b) ?? 0) - (lateRate(a) ?? 0) || b.n - a.n);
}

/** The unit the heading may name: highest rate with enough cases, where another unit can be compared with it. */
export function highest(rows: StageUnit[]): StageUnit | null {
  const fair = rows.filter((row) => row.decided >= LEAST_N);
  const top = byRate(fair)[0];
  return fair.length > 1 && top && top.late > 0 ? top : null;
}

/** Width of each rate bar as a share of the longest one with enough cases; small samples are cut at the edge. */
export function barShare(row: StageUnit, rows: StageUnit[]): number {
  const most = Math.max(0, ...rows.filter((r) => r.decided >= LEAST_N).map((r) => lateRate(r) ?? 0));
  const widest = most > 0 ? most : Math.max(0, ...rows.map((r) => lateRate(r) ?? 0));
  return widest === 0 ? 0 : Math.min(1, (lateRate(row) ?? 0) / widest);
}
