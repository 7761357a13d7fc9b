import type { SatisfactionReply } from '../../../api/contract/satisfaction.ts';

export type UnitRow = SatisfactionReply['byUnit'][number];
export type MonthRow = SatisfactionReply['months'][number];

/** Fewer opinions than this are too few to compare units by. */
export const LEAST = 50;

/** Opinions given: answered without 不评价. */
export const opinionsOf = (row: { answered: number; noOpinion: number }): number => row.answered - row.noOpinion;

/** The unit of enough opinions with the lowest rate, where it lies below the whole; null where none does. */
export function lowest(rows: UnitRow[], whole: number | null): UnitRow | null {
  const eligible = rows.filter((row) => row.rate !== null && opinionsOf(row) >= LEAST);
  const worst = eligible.reduce<UnitRow | null>(
    (low, row) => (low === null || row.rate! < low.rate! ? row : low),
    null,
  );
  return worst !== null && whole !== null && worst.rate! < whole && eligible.length > 1 ? worst : null;
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
