import type { Encoding } from './encoding.ts';

const LF = 10;
const CR = 13;

/**
 * Counts a text's physical lines (LF, CRLF or CR) by its bytes, before anything is decoded or cut into records.
 * In UTF-8 and GB18030 the bytes of line ends are part of no other character.
 */
export class LineCount {
  readonly #high: 0 | 1;
  readonly #wide: boolean;
  #ends = 0;
  #last = -1;
  #half = -1;

  constructor(encoding: Encoding) {
    this.#wide = encoding === 'utf-16le' || encoding === 'utf-16be';
    this.#high = encoding === 'utf-16be' ? 0 : 1;
  }

  /** Lines so far; one that has begun counts. */
  get lines(): number {
    return this.#ends + (this.#last === -1 || this.#last === LF || this.#last === CR ? 0 : 1);
  }

  push(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#wide) return this.#units(bytes);
    if (this.#last === CR && bytes[0] === LF) this.#ends--;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) this.#ends++;
    for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) if (bytes[at + 1] !== LF) this.#ends++;
    this.#last = bytes[bytes.length - 1]!;
  }

  #units(bytes: Buffer): void {
    for (const byte of bytes) {
      if (this.#half < 0) {
        this.#half = byte;
        continue;
      }
      const unit = this.#high === 0 ? this.#half * 256 + byte : byte * 256 + this.#half;
      this.#half = -1;
      if (unit === CR || (unit === LF && this.#last !== CR)) this.#ends++;
      this.#last = unit;
    }
  }
}
