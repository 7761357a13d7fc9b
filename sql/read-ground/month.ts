import { monthOf, monthText } from '../piece.ts';

/** A month as YYYY-MM, the form of the URL. */
export type Month = string;

export const monthPlus = (month: Month, months: number): Month => monthText(monthOf(month) + months);

/** The months from the first to the last, both included. */
export function monthsFrom(first: Month, last: Month): Month[] {
  const start = monthOf(first);
  return Array.from({ length: Math.max(0, monthOf(last) - start + 1) }, (_, i) => monthText(start + i));
}
