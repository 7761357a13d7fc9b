import type { Tokens } from '../chart/tokens.ts';

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

/** The flags of a time axis as points of a chart: beside each month's value, none where there is no value. */
export function flagPoints(
  flags: readonly Flag[],
  months: readonly { month: string; value: number | null }[],
  token: Tokens,
) {
  const color = token('accent');
  const label = { show: true, position: 'top', distance: 2, color, fontSize: 11 };
  return {
    type: 'scatter',
    silent: true,
    animation: false,
    symbol: `path://${FLAG_PATH}`,
    symbolSize: [9, 13],
    symbolOffset: [4, -8],
    itemStyle: { color },
    z: 6,
    data: months.map(({ month, value }) => {
      const flag = flags.find((one) => one.month === month);
      if (flag === undefined || value === null) return null;
      return { value, label: { ...label, formatter: flag.numbers.join(' ') } };
    }),
  };
}
