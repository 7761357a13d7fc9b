import { expect, test } from 'vitest';
import {
  monthOf,
  monthOfPiece,
  monthText,
  pieceOf,
  piecesOfMonths,
  piecesOfStatisticalMonths,
} from '../../sql/piece.ts';

test('a month is cut before the 26th', () => {
  expect(pieceOf(2024, 3, 25)).toBe(pieceOf(2024, 3, 1));
  expect(pieceOf(2024, 3, 26)).toBe(pieceOf(2024, 3, 25) + 1);
  expect(pieceOf(2024, 4, 1)).toBe(pieceOf(2024, 3, 31) + 1);
  expect(pieceOf(2025, 1, 1)).toBe(pieceOf(2024, 12, 31) + 1);
});

test('a calendar month is the two pieces of its days', () => {
  const march = monthOf('2024-03');
  expect(piecesOfMonths(march, march)).toEqual({ first: pieceOf(2024, 3, 1), last: pieceOf(2024, 3, 31) });
  expect(monthOfPiece(pieceOf(2024, 3, 31))).toBe(march);
});

test('a statistical month runs from the 26th of the month before to the 25th', () => {
  const january = monthOf('2024-01');
  expect(piecesOfStatisticalMonths(january, january)).toEqual({
    first: pieceOf(2023, 12, 26),
    last: pieceOf(2024, 1, 25),
  });
});

test('months are written as they are read, and nothing else is a month', () => {
  expect(monthText(monthOf('2023-12'))).toBe('2023-12');
  expect(monthText(monthOf('2024-01'))).toBe('2024-01');
  expect(monthOf('2024-13')).toBeNaN();
  expect(monthOf('2024-1')).toBeNaN();
});
