/** Lines at which spreadsheets stop: a file that has exactly so many is taken for cut off. */
export const SHEET_CAPS: readonly number[] = [65_536, 1_048_576];

/** Rows at which export pages of other systems stop: a sheet of so many is taken for cut off; of plain text it is noted. */
export const ROUND_CAPS: readonly number[] = [
  5_000, 10_000, 20_000, 50_000, 60_000, 100_000, 200_000, 500_000, 1_000_000,
];
