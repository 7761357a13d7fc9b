import type { Reason } from '../../../sql/vocabulary.ts';

/** One row of a sheet or of a table in a page. The arrays are used again for the next row. */
export type GridRow = {
  /** As the sheet numbers it, from 1. */
  line: number;
  cells: readonly string[];
  /** Serial numbers that would be dates in a date column, as date texts; by column. */
  serials: ReadonlyMap<number, string>;
  /** Cells whose value cannot be known, by column. */
  faults: ReadonlyMap<number, Reason>;
  /** The whole row cannot be taken. */
  fault: Reason | null;
};

export type GridCount = {
  /** Rows of the grid, counted by another way than the one that gives them. */
  rows: number;
  lastLine: number;
  hiddenRows: number;
  formulas: number;
  /** Ranges merged over several rows, such as "A3:A9". */
  merged: string[];
};

/** A sheet of a workbook or a table of a page. */
export type Grid = {
  name: string;
  hidden: boolean;
  /** Gives each row; `false` ends the reading. */
  read(onRow: (row: GridRow) => boolean | void): Promise<GridCount>;
};
