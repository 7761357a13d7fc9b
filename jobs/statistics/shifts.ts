import { findShift, spreadOfMonths, sum, type Monthly, type Shift, type Spread } from './shift.ts';

/** One step of work in one unit: how long it waited to be accepted and how long it was worked on, month by month. */
export type Cell = { unit: string; kind: string; stage: string; department: string; wait: Monthly; work: Monthly };

/** A lasting rise of a wait or of work; `other`: the other of the two, before and after the same month. */
export type Found<C extends Cell> = Shift & {
  cell: C;
  phase: 'waiting' | 'working';
  other: { before: Spread; after: Spread };
};

/** Every lasting rise among the cells, the clearest first. */
export function findShifts<C extends Cell>(cells: readonly C[]): Found<C>[] {
  const found: Found<C>[] = [];
  for (const cell of cells) {
    const peers = cells.filter((c) => c.unit !== cell.unit && c.kind === cell.kind && c.stage === cell.stage);
    for (const [phase, own, others] of [
      ['waiting', 'wait', 'work'],
      ['working', 'work', 'wait'],
    ] as const) {
      const shift = findShift(cell[own], together(peers.map((peer) => peer[own])));
      if (shift === null) continue;
      const other = {
        before: spreadOfMonths(cell[others].slice(0, shift.since)),
        after: spreadOfMonths(cell[others].slice(shift.since)),
      };
      found.push({ ...shift, cell, phase, other });
    }
  }
  return found.sort((a, b) => b.z - a.z);
}

/** Several cells' months added up, month by month. */
function together(cells: readonly Monthly[]): Monthly {
  const months = Math.max(0, ...cells.map((cell) => cell.length));
  return Array.from({ length: months }, (_, month) => sum(cells.map((cell) => cell[month] ?? [])));
}
