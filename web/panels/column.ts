/** One column of a table. Cells are text; a figure becomes a link to its cases. */
export type Column<Row> = {
  key: string;
  head: string;
  /** Unit of the column, second line of the head. */
  unit?: string;
  numeric?: boolean;
  cell: (row: Row) => string;
  /** Where the cell leads. */
  href?: (row: Row) => string | null;
  /** The count whose list `href` opens; null where the cell is no count. */
  figure?: (row: Row) => number | null;
  tone?: (row: Row) => 'over' | 'risk' | 'quiet' | null;
  /** The text came with the data. */
  imported?: (row: Row) => boolean;
  /** Left out on a phone. */
  wide?: boolean;
  /** What to sort by when the head is clicked; without it the column does not sort. */
  sort?: (row: Row) => number | string | null;
};
