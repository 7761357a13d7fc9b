import type { Piece } from './vocabulary.ts';

/** 统计截止日: from this day of the month on, a day belongs to the next statistical month (26th to 25th). */
export const CUT_DAY = 26;

/** Where cases that are open at the data time are filed, as they stand then: after all pieces of the calendar. */
export const NOW: Piece = 2 ** 18 - 1;

/** A calendar month as year*12 + month (0-11). */
export type Month = number;

/** The piece that holds a calendar day; `month` is 1 to 12. */
export function pieceOf(year: number, month: number, day: number): Piece {
  return year * 24 + (month - 1) * 2 + (day < CUT_DAY ? 0 : 1);
}

/** "2024-03" as a month; NaN for anything else. */
export function monthOf(text: string): Month {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1 : NaN;
}

export function monthText(month: Month): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

export function monthOfPiece(piece: Piece): Month {
  return Math.floor(piece / 2);
}

/** The pieces of whole calendar months, both included: a contiguous range, first and last piece. */
export function piecesOfMonths(from: Month, to: Month): { first: Piece; last: Piece } {
  return { first: from * 2, last: to * 2 + 1 };
}

/** The pieces of statistical months (26th to 25th), both included: a contiguous range too, half a month earlier. */
export function piecesOfStatisticalMonths(from: Month, to: Month): { first: Piece; last: Piece } {
  return { first: from * 2 - 1, last: to * 2 };
}
