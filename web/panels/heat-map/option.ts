import type { HeatMapReply } from '../../../api/contract/heat-map.ts';

export type Unit = HeatMapReply['units'][number];
export type Cell = Unit['cells'][number];
/** A cell under so many decided cases is hollow and not compared. */
export const LEAST_N = 30;
const CUTS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35];

/** Step of the colour scale, 0 to 6; null for a hollow cell. */
export const stepOf = (cell: Cell): number | null =>
  cell.decided < LEAST_N ? null : CUTS.filter((cut) => cell.late / cell.decided >= cut).length;

const rate = (cell: Cell | undefined) => (cell === undefined || cell.decided < LEAST_N ? -1 : cell.late / cell.decided);

/** Place of the cell with the highest rate, null where none has a late case. */
export function worstCell(units: readonly Unit[]): { unit: Unit; stage: number } | null {
  let top: { unit: Unit; stage: number } | null = null;
  for (const unit of units)
    unit.cells.forEach((cell, stage) => {
      if (rate(cell) > 0 && (top === null || rate(cell) > rate(top.unit.cells[top.stage]))) top = { unit, stage };
    });
  return top;
}

/** Units by the column that holds the worst cell, highest first; small cells last. */
export function sorted(units: readonly Unit[]): Unit[] {
  const column = worstCell(units)?.stage ?? 0;
  return [...units].sort((a, b) => rate(b.cells[column]) - rate(a.cells[column]));
}
