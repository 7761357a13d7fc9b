import type { HeatMapReply } from '../../../api/contract/heat-map.ts';

export type Unit = HeatMapReply['units'][number];
export type Cell = Unit['cells'][number];
const CUTS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35];

/** Step of the colour scale, 0 to 6; null for a hollow cell: one of fewer decided clocks than `minimum` is not compared. */
export const stepOf = (cell: Cell, minimum: number): number | null =>
  cell.decided < minimum ? null : CUTS.filter((cut) => cell.late / cell.decided >= cut).length;

const rateIn = (minimum: number) => (cell: Cell | undefined) =>
  cell === undefined || cell.decided < minimum ? -1 : cell.late / cell.decided;

/** Place of the cell with the highest rate, null where none has a late case. */
export function worstCell(units: readonly Unit[], minimum: number): { unit: Unit; stage: number } | null {
  const rate = rateIn(minimum);
  let top: { unit: Unit; stage: number } | null = null;
  for (const unit of units)
    unit.cells.forEach((cell, stage) => {
      if (rate(cell) > 0 && (top === null || rate(cell) > rate(top.unit.cells[top.stage]))) top = { unit, stage };
    });
  return top;
}

/** Units by the column that holds the worst cell, highest first; small cells last. */
export function sorted(units: readonly Unit[], minimum: number): Unit[] {
  const rate = rateIn(minimum);
  const column = worstCell(units, minimum)?.stage ?? 0;
  return [...units].sort((a, b) => rate(b.cells[column]) - rate(a.cells[column]));
}
