import { monthOf, monthText } from '../piece.ts';

/** A month as YYYY-MM, the form of the URL. */
export type Month = string;

export const monthPlus = (month: Month, months: number): Month => monthText(monthOf(month) + months);

/** The months from the first to the last, both included. */
export function monthsFrom(first: Month, last: Month): Month[] {
  const start = monthOf(first);
  return Array.from({ length: Math.max(0, monthOf(last) - start + 1) }, (_, i) => monthText(start + i));
}

/** The last calendar day of a month, YYYY-MM-DD. */
export const lastDayOf = (month: Month): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
