import type { SatisfactionReply } from '../../../api/contract/satisfaction.ts';

export type UnitRow = SatisfactionReply['byUnit'][number];
export type MonthRow = SatisfactionReply['months'][number];

/** Opinions given: answered without 不评价. */
export const opinionsOf = (row: { answered: number; noOpinion: number }): number => row.answered - row.noOpinion;

/** The lowest of the units significantly below the whole; null where there is none. */
export function lowest(rows: UnitRow[]): UnitRow | null {
  const below = rows.filter((row) => row.standing === 'below');
  return below.toSorted((a, b) => (a.rate ?? 1) - (b.rate ?? 1))[0] ?? null;
}

/** Points of the monthly line in a box; a month without opinions breaks it. `partial` is joined by a dotted line. */
export function monthPoints(months: MonthRow[], width: number, height: number) {
  const rates = months.map((month) => (month.n > 0 ? month.satisfied / month.n : null));
  const known = rates.filter((rate) => rate !== null);
  const [low, high] = [Math.min(...known, 1), Math.max(...known, 0)];
  const spread = Math.max(high - low, 0.02);
  const x = (i: number) => (months.length < 2 ? width / 2 : (i / (months.length - 1)) * width);
  const y = (rate: number) => height - ((rate - (high - spread)) / spread) * height;
  return {
    low: high - spread,
    high,
    points: months.map((month, i) => ({
      month,
      x: x(i),
      y: rates[i] == null ? null : y(rates[i]!),
      rate: rates[i] ?? null,
    })),
  };
}
