import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthsOf, packQuarter, quarterOf, unpackPieces, unpackQuarter } from '../../sql/quarter.ts';
import { NOW, pieceOf, piecesOfMonths } from '../../sql/piece.ts';

const hist = fc.uint8Array({ minLength: 1, maxLength: 400 });
const filed = fc.dictionary(fc.integer({ min: 0, max: 5 }).map(String), hist);

it('gives back what any pieces that follow each other hold, joined in order', () => {
  fc.assert(
    fc.property(fc.nat(20_000), filed, fc.nat(7), fc.nat(7), (quarter, held, a, b) => {
      const hists = new Map(Object.entries(held).map(([at, bytes]) => [quarter * 6 + Number(at), bytes]));
      const packed = packQuarter(hists);
      const [from, to] = [quarter * 6 + Math.min(a, b) - 1, quarter * 6 + Math.max(a, b) - 1];
      const joined = [...hists].filter(([piece]) => piece >= from && piece <= to).sort(([x], [y]) => x - y);
      expect([...unpackPieces(packed, quarter, from, to)]).toEqual(joined.flatMap(([, bytes]) => [...bytes]));
      expect(new Map(Array.from(unpackQuarter(packed, quarter), ([piece, bytes]) => [piece, [...bytes]]))).toEqual(
        new Map(Array.from(hists, ([piece, bytes]) => [piece, [...bytes]])),
      );
    }),
  );
});

it('is a quarter of the calendar: three whole months', () => {
  const [first, last] = [pieceOf(2026, 4, 1), pieceOf(2026, 6, 30)];
  expect(quarterOf(first)).toBe(quarterOf(last));
  expect(quarterOf(first - 1)).not.toBe(quarterOf(first));
  expect(quarterOf(last + 1)).not.toBe(quarterOf(last));
  const months = monthsOf(quarterOf(first));
  expect(piecesOfMonths(months[0]!, months[2]!)).toEqual({ first, last });
  expect(quarterOf(NOW)).toBeGreaterThan(quarterOf(pieceOf(9999, 12, 31)));
});
