import type { Month } from './piece.ts';
import type { Piece } from './vocabulary.ts';

/** Six pieces of the calendar that follow each other: what one row of the cube holds. */
export type Quarter = number;

const PIECES = 6;
/** Bytes of an end. */
const END = 4;

/** Its three months. */
export const monthsOf = (quarter: Quarter): Month[] => [0, 1, 2].map((at) => quarter * 3 + at);

export const quarterOf = (piece: Piece): Quarter => Math.floor(piece / PIECES);

export const firstPieceOf = (quarter: Quarter): Piece => quarter * PIECES;

/**
 * The histograms of a quarter in a row: where each of its pieces' ends (counted from the first histogram, 4 bytes, big end first), then
 * all of them end to end. So those of pieces that follow each other are one histogram without copying.
 */
export function packQuarter(hists: ReadonlyMap<Piece, Uint8Array>): Uint8Array {
  const inOrder: Uint8Array[] = Array.from({ length: PIECES }, () => new Uint8Array());
  for (const [piece, hist] of hists) inOrder[piece % PIECES] = hist;
  const packed = Buffer.alloc(PIECES * END + inOrder.reduce((sum, hist) => sum + hist.length, 0));
  let end = 0;
  inOrder.forEach((hist, at) => {
    packed.set(hist, PIECES * END + end);
    packed.writeUInt32BE((end += hist.length), at * END);
  });
  return packed;
}

/** The joined histogram of the pieces `from` to `to`, as far as they lie in this quarter; empty where nothing was filed. */
export function unpackPieces(packed: Uint8Array, quarter: Quarter, from: Piece, to: Piece): Uint8Array {
  const first = Math.max(from - quarter * PIECES, 0);
  const last = Math.min(to - quarter * PIECES, PIECES - 1);
  if (first > last) return packed.subarray(0, 0);
  return packed.subarray(PIECES * END + endOf(packed, first - 1), PIECES * END + endOf(packed, last));
}

/** Its pieces joined. */
export function joined(packed: Uint8Array): Uint8Array {
  return packed.subarray(PIECES * END);
}

/** Every piece of a quarter something was filed in, with its histogram. */
export function unpackQuarter(packed: Uint8Array, quarter: Quarter): Map<Piece, Uint8Array> {
  const hists = new Map<Piece, Uint8Array>();
  for (let piece = quarter * PIECES; piece < (quarter + 1) * PIECES; piece++) {
    const hist = unpackPieces(packed, quarter, piece, piece);
    if (hist.length > 0) hists.set(piece, hist);
  }
  return hists;
}

function endOf(packed: Uint8Array, at: number): number {
  if (at < 0) return 0;
  const from = at * END;
  return (packed[from]! << 24) | (packed[from + 1]! << 16) | (packed[from + 2]! << 8) | packed[from + 3]!;
}
