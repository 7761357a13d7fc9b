import type { Instant } from './vocabulary.ts';

/** PostgreSQL counts from 2000-01-01; microseconds between it and 1970. */
const EPOCH_2000 = 946_684_800_000_000;
const TWO_32 = 4_294_967_296;
/** Bytes of the longest value of fixed length, its length included. */
const MOST_FIXED = 12;

type Scalars = {
  int2: number;
  int4: number;
  int8: number;
  float8: number;
  bool: boolean;
  text: string;
  timestamptz: Instant;
  bytea: Uint8Array;
  /** JSON text, or a value that is written as JSON. */
  jsonb: unknown;
};
type Scalar = keyof Scalars;
export type CopyType = Scalar | 'int2[]' | 'int4[]' | 'bool[]' | 'text[]' | 'timestamptz[]';

/** What a column of this type takes; null is NULL everywhere, in arrays too. */
export type CopyValue<T extends CopyType> = T extends `${infer S extends Scalar}[]`
  ? ArrayLike<Scalars[S] | null>
  : T extends Scalar
    ? Scalars[T]
    : never;

const ELEMENT: Record<string, { oid: number; scalar: Scalar }> = {
  'int2[]': { oid: 21, scalar: 'int2' },
  'int4[]': { oid: 23, scalar: 'int4' },
  'bool[]': { oid: 16, scalar: 'bool' },
  'text[]': { oid: 25, scalar: 'text' },
  'timestamptz[]': { oid: 1184, scalar: 'timestamptz' },
};

/** Writes rows in PostgreSQL's binary COPY format into one growing buffer. */
export class CopyBuffer {
  #bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  get length(): number {
    return this.#at;
  }

  header(): void {
    this.#room(19);
    this.#at += this.#bytes.write('PGCOPY\n\xff\r\n\0', this.#at, 'latin1');
    this.#at = this.#bytes.writeInt32BE(0, this.#at); // flags
    this.#at = this.#bytes.writeInt32BE(0, this.#at); // header extension
  }

  row(columns: number): void {
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(columns, this.#at);
  }

  trailer(): void {
    this.row(-1);
  }

  value(type: CopyType, value: unknown): void {
    const element = ELEMENT[type];
    if (value === null || value === undefined) this.#length(-1);
    else if (element) this.#array(element.oid, element.scalar, value as ArrayLike<unknown>);
    else this.#scalar(type as Scalar, value);
  }

  /** A copy of the bytes so far; the buffer begins anew. Memory outside the heap is not asked for more than it holds. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
    return taken;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes));
    this.#bytes.copy(wider, 0, 0, this.#at);
    this.#bytes = wider;
  }

  #length(bytes: number): void {
    this.#room(4);
    this.#put32(bytes);
  }

  /** Room must have been made. */
  #put32(value: number): void {
    const bytes = this.#bytes;
    const at = this.#at;
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >>> 16;
    bytes[at + 2] = value >>> 8;
    bytes[at + 3] = value;
    this.#at = at + 4;
  }

  #put16(value: number): void {
    this.#bytes[this.#at++] = value >>> 8;
    this.#bytes[this.#at++] = value;
  }

  #put64(value: number): void {
    if (Number.isNaN(value)) throw new RangeError('NaN is no bigint');
    const high = Math.floor(value / TWO_32);
    this.#put32(high);
    this.#put32(value - high * TWO_32);
  }

  #array(oid: number, scalar: Scalar, values: ArrayLike<unknown>): void {
    const start = this.#at;
    const count = values.length;
    this.#room(24 + count * MOST_FIXED);
    this.#put32(0);
    this.#put32(count === 0 ? 0 : 1); // dimensions
    this.#put32(1); // may hold nulls
    this.#put32(oid);
    if (count > 0) {
      this.#put32(count);
      this.#put32(1); // lower bound
    }
    for (let i = 0; i < count; i++) {
      const item = values[i];
      if (item === null || item === undefined) this.#length(-1);
      else this.#scalar(scalar, item);
    }
    const end = this.#at;
    this.#at = start;
    this.#put32(end - start - 4);
    this.#at = end;
  }

  #scalar(type: Scalar, value: unknown): void {
    this.#room(MOST_FIXED);
    switch (type) {
      case 'int2':
        if (((value as number) << 16) >> 16 !== value) throw new RangeError(`${String(value)} is no smallint`);
        this.#put32(2);
        return this.#put16(value);
      case 'int4':
        if (((value as number) | 0) !== value) throw new RangeError(`${String(value)} is no integer`);
        this.#put32(4);
        return this.#put32(value);
      case 'int8':
        this.#put32(8);
        return this.#put64(value as number);
      case 'timestamptz':
        this.#put32(8);
        return this.#put64((value as number) - EPOCH_2000);
      case 'float8':
        this.#put32(8);
        this.#at = this.#bytes.writeDoubleBE(value as number, this.#at);
        return;
      case 'bool':
        this.#put32(1);
        this.#bytes[this.#at++] = value ? 1 : 0;
        return;
      case 'text':
        return this.#text(value as string, '');
      case 'jsonb': // a version byte, then the text
        return this.#text(typeof value === 'string' ? value : JSON.stringify(value), '\x01');
      case 'bytea': {
        const bytes = value as Uint8Array;
        this.#length(bytes.length);
        this.#room(bytes.length);
        this.#bytes.set(bytes, this.#at);
        this.#at += bytes.length;
      }
    }
  }

  #text(text: string, prefix: '' | '\x01'): void {
    this.#room(5 + text.length * 3);
    const start = this.#at + 4;
    let end = start;
    if (prefix) end = this.#bytes.writeUInt8(1, end);
    end += this.#bytes.write(text, end, 'utf8');
    this.#bytes.writeInt32BE(end - start, this.#at);
    this.#at = end;
  }
}
