/**
 * Numbers of rows at which tools stop: spreadsheets by the lines of a sheet, export pages of other systems by a round number of
 * rows. A file that has exactly so many is taken for cut off.
 */
export const ROW_CAPS: readonly number[] = [
  ...[65_536, 1_048_576],
  ...[5_000, 10_000, 20_000, 50_000, 60_000, 100_000, 200_000, 500_000, 1_000_000],
];
