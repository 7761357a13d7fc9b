import type { BranchesReply } from '../../../api/contract/branches.ts';
import type { StageStripReply } from '../../../api/contract/stage-strip.ts';

type Row = BranchesReply['rows'][number];
type Stage = StageStripReply['stages'][number];

/** Fewer decided clocks than this on a side: shown, not compared. */
const LEAST = 50;

/**
 * One stage on both sides, as shares within the limit; `difference` null where a side has too few. `apart`: their ranges of
 * chance do not overlap.
 */
export type Pair = {
  a: Stage;
  b: Stage;
  rateA: number | null;
  rateB: number | null;
  difference: number | null;
  apart: boolean;
};

const rateOf = ({ decided, late }: Stage): number | null => (decided === 0 ? null : 1 - late / decided);

/** The stages both sides have decided clocks of, in process order. */
export function pairs(a: Pick<StageStripReply, 'stages'>, b: Pick<StageStripReply, 'stages'>): Pair[] {
  return a.stages.flatMap((stage) => {
    const other = b.stages.find((s) => s.stage === stage.stage);
    if (other === undefined || stage.decided + other.decided === 0) return [];
    const [rateA, rateB] = [rateOf(stage), rateOf(other)];
    const enough = stage.decided >= LEAST && other.decided >= LEAST;
    const difference = enough && rateA !== null && rateB !== null ? rateA - rateB : null;
    const apart = difference !== null && (stage.low! > other.high! || other.low! > stage.high!);
    return [{ a: stage, b: other, rateA, rateB, difference, apart }];
  });
}

/** The stage with the largest difference that is more than chance; null where there is none. */
export const widest = (list: readonly Pair[]): Pair | null =>
  list.filter((pair) => pair.apart).toSorted((x, y) => Math.abs(y.difference!) - Math.abs(x.difference!))[0] ?? null;

/** Whom to compare where the reader chose nobody: the lowest unit of enough cases, and the one nearest in number of cases. */
export function proposed(rows: readonly Row[]): { a: Row; b: Row } | null {
  const eligible = rows.filter((row) => row.z !== null);
  const a = eligible.toSorted((x, y) => x.zAdjusted! - y.zAdjusted!)[0] ?? rows[0];
  if (a === undefined) return null;
  const others = (eligible.length > 1 ? eligible : rows).filter((row) => row !== a);
  const b = others.toSorted((x, y) => Math.abs(x.n - a.n) - Math.abs(y.n - a.n))[0];
  return b === undefined ? null : { a, b };
}
