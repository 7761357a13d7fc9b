/** Notes 批注 on a month, by their numbers in the list. */
export type Flag = { month: string; numbers: readonly number[] };

/** A small flag on a pole, as a path for a chart. */
export const FLAG_PATH = 'M0 0L0 14L1.5 14L1.5 8L10 4.5Z';

/** The numbers under which the list of notes has them, by month. */
export function flagsOf(notes: readonly { month: string }[]): Flag[] {
  const months = [...new Set(notes.map(({ month }) => month))];
  return months.map((month) => ({
    month,
    numbers: notes.flatMap((note, i) => (note.month === month ? [i + 1] : [])),
  }));
}
