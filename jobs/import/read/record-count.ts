import { MAX_FIELDS, MAX_RECORD_CHARS, MAX_RECORD_LINES } from './csv-limits.ts';
import type { Encoding } from './encoding.ts';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** A line that goes on for so many bytes is one record, whatever it holds. */
const MOST_BYTES = 2 * 1024 ** 2;

export type RecordForm = { encoding: Encoding; bom: number; delimiter: string; width: number; headerLine: number };

/**
 * Counts the records below the header by the bytes of a file, so that the count knows nothing of what the reader makes of them:
 * a record is a physical line (LF, CRLF or CR) and goes on over a line end in quotes, unless the quote never ends as it should,
 * the record misses the header's width or a line within it has that width by itself; then its first line is one.
 */
export class RecordCount {
  readonly #form: RecordForm;
  readonly #delimiter: Buffer;
  readonly #narrow: ((bytes: Buffer) => Buffer) | null;
  #skip: number;
  /** From the first record that is not whole yet. */
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  #below = 0;
  #endless = false;

  constructor(form: RecordForm) {
    this.#form = form;
    this.#skip = form.bom;
    const wide = form.encoding === 'utf-16le' || form.encoding === 'utf-16be';
    this.#narrow = wide ? asUtf8(form.encoding) : null;
    // The one delimiter beyond ASCII is the Chinese comma.
    const twoBytes = form.encoding === 'gb18030' && form.delimiter === '，';
    this.#delimiter = twoBytes ? Buffer.from([0xa3, 0xac]) : Buffer.from(form.delimiter);
  }

  push(chunk: Buffer): void {
    const own = this.#skip === 0 ? chunk : chunk.subarray(this.#skip);
    this.#skip = Math.max(0, this.#skip - chunk.length);
    const bytes = this.#narrow ? this.#narrow(own) : own;
    if (this.#rest.length === 0) return this.#take(bytes, false);
    const all = Buffer.concat([this.#rest, bytes]);
    // Without a line end nothing ends: a long line is looked at once, not with every chunk.
    if (bytes.includes(LF) || bytes.includes(CR) || all[this.#rest.length - 1] === CR) this.#take(all, false);
    else this.#keep(all, 0);
  }

  /** Of the whole file. */
  end(): number {
    this.#take(this.#rest, true);
    return this.#below;
  }

  #take(bytes: Buffer, final: boolean): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#endless) {
        const line = firstLine(bytes, at, final);
        if (line === null) break;
        this.#add(1, 1);
        this.#endless = false;
        at = line.end;
        continue;
      }
      const quote = bytes.indexOf(QUOTE, at);
      const begins = quote < 0 ? bytes.length : lineStart(bytes, quote, at);
      if (begins > at) {
        const { lines, length } = wholeLines(bytes.subarray(at, begins), final || quote >= 0);
        this.#add(lines, lines);
        at += length;
        if (quote < 0 && lines > 0) continue;
      }
      const record = quote < 0 ? null : this.#record(bytes, at, final);
      if (record === null) break;
      this.#add(1, record.lines);
      at = record.end;
    }
    this.#keep(bytes, at);
  }

  #keep(bytes: Buffer, at: number): void {
    this.#endless ||= bytes.length - at > MOST_BYTES;
    this.#rest = Buffer.from(bytes.subarray(this.#endless ? Math.max(at, bytes.length - 1) : at));
  }

  /** Of records that begin one line each, or of one that takes several. */
  #add(records: number, lines: number): void {
    this.#below += Math.min(records, Math.max(0, this.#line + records - 1 - this.#form.headerLine));
    this.#line += lines;
  }

  /** Lines and end of the record at `start`; null where more bytes are needed. */
  #record(bytes: Buffer, start: number, final: boolean): { lines: number; end: number } | null {
    const { width } = this.#form;
    const delimiter = this.#delimiter;
    const first = delimiter[0]!;
    const gb = this.#form.encoding === 'gb18030';
    const stray = () => firstLine(bytes, start, final);
    let fields = 1;
    let lines = 1;
    let units = 0;
    let fresh = true;
    let quoted = false;
    let closed = false;
    let whole = false;
    // Fields of the line at hand by itself, as if no quote was there.
    let alone = 1;
    // Below no header nothing has a width to miss.
    const misfit = () => lines > 1 && width > 0 && (fields !== width || whole);
    for (let at = start; at < bytes.length;) {
      let byte = bytes[at]!;
      if (quoted || !closed) {
        // Most bytes say nothing: past them in one go.
        let before = units;
        const from = at;
        while (byte !== QUOTE && byte !== LF && byte !== CR && byte !== first && (byte < 0x80 || !gb)) {
          if ((byte & 0xc0) !== 0x80) {
            before = units;
            units += byte < 0xf0 ? 1 : 2;
          }
          if (++at === bytes.length) break;
          byte = bytes[at]!;
        }
        if (at > from) {
          if (quoted && before > MAX_RECORD_CHARS) return stray();
          fresh = false;
          if (at === bytes.length) break;
        }
      }
      let length = byte < 0x80 || !gb ? 1 : gbLength(bytes, at);
      const isDelimiter = byte === first && delimiter.every((one, i) => bytes[at + i] === one);
      // The bytes may end within a delimiter.
      if (byte === first && !isDelimiter && !final && at + delimiter.length > bytes.length) return null;
      if (isDelimiter) length = delimiter.length;
      if (byte === LF || byte === CR) {
        if (byte === CR && at + 1 === bytes.length && !final) return null;
        if (byte === CR && bytes[at + 1] === LF) length = 2;
        if (!quoted) return misfit() ? stray() : { lines, end: at + length };
        if (lines > 1 && width >= 4 && alone === width) whole = true;
        if (++lines > MAX_RECORD_LINES) return stray();
        alone = 1;
        units += length;
        at += length;
        continue;
      }
      if (isDelimiter) alone++;
      if (quoted) {
        if (byte === QUOTE) {
          if (at + 1 === bytes.length && !final) return null;
          if (bytes[at + 1] === QUOTE) length = 2;
          else {
            quoted = false;
            closed = true;
          }
        } else if (units > MAX_RECORD_CHARS) return stray();
      } else if (isDelimiter) {
        if (fields++ >= MAX_FIELDS) return stray();
        fresh = true;
        closed = false;
        units++;
        at += length;
        continue;
      } else if (closed) return stray();
      else if (byte === QUOTE && fresh) quoted = true;
      fresh = false;
      units += byte === QUOTE ? length : unitsOf(byte, length, gb);
      at += length;
    }
    if (!final) return null;
    if (quoted) return stray();
    return misfit() ? stray() : { lines, end: bytes.length };
  }
}

/** UTF-16 as UTF-8, chunk by chunk. */
function asUtf8(encoding: Encoding): (bytes: Buffer) => Buffer {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes) => Buffer.from(decoder.decode(bytes, { stream: true }));
}

/** Bytes of the GB18030 code at `at`; a broken one is one byte long. */
function gbLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1] ?? 0;
  if (second >= 0x40 && second !== 0x7f && second !== 0xff) return 2;
  const digit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
  return digit(second) && (bytes[at + 2] ?? 0) >= 0x81 && digit(bytes[at + 3]) ? 4 : 1;
}

/** UTF-16 units of a code by its first byte; the later bytes of one in UTF-8 are none. */
function unitsOf(byte: number, length: number, gb: boolean): number {
  if (gb) return length === 4 && byte >= 0x90 ? 2 : 1;
  return byte >= 0xf0 ? 2 : (byte & 0xc0) === 0x80 ? 0 : 1;
}

function lineStart(bytes: Buffer, of: number, least: number): number {
  let at = of;
  while (at > least && bytes[at - 1] !== LF && bytes[at - 1] !== CR) at--;
  return at;
}

/** Whole lines and how many bytes they take; `last`: nothing follows that could belong to the last one. */
function wholeLines(bytes: Buffer, last: boolean): { lines: number; length: number } {
  let lines = 0;
  let length = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    lines++;
    length = at + 1;
  }
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] === LF || (at + 1 === bytes.length && !last)) continue;
    lines++;
    length = Math.max(length, at + 1);
  }
  return last && length < bytes.length ? { lines: lines + 1, length: bytes.length } : { lines, length };
}

function firstLine(bytes: Buffer, start: number, final: boolean): { lines: 1; end: number } | null {
  let at = start;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
  if (at + 1 >= bytes.length && !final && bytes[at] !== LF) return null;
  return { lines: 1, end: bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : Math.min(at + 1, bytes.length) };
}
