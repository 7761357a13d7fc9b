import { MAX_FIELDS, MAX_RECORD_CHARS, MAX_RECORD_LINES } from './csv-limits.ts';

const MAX_FIELD_CHARS = 32_767;
const EQUALS = 61;
/** A number written as `="0071"`, so that a spreadsheet leaves its digits alone. */
const unwrapped = (value: string): string => /^="([^"]*)"$/.exec(value)?.[1] ?? value;

/** A line longer than this is refused by its beginning; the rest up to the line end is passed over. */
const MAX_LINE_CHARS = 1_048_576;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** `broken-quote` is one physical line, and the next is read afresh; `too-long` is a record with a cell or a line beyond the limits. */
export type CsvFault = 'broken-quote' | 'too-long' | null;

/** `fields` is used again for the next record; `line` is the physical line, counted from 1. */
export type OnRecord = (fields: readonly string[], line: number, fault: CsvFault) => void;

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
  return end;
}

const afterLine = (text: string, end: number): number =>
  text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;

/**
 * Cuts text into records (RFC 4180, and CR or mixed line ends) as it comes in. A stray quote costs one line, never the rest:
 * where a quoted field does not end properly, or has swallowed whole rows, its first physical line is handed over as
 * `broken-quote` and reading goes on with the next. Every physical line belongs to exactly one record.
 */
export class CsvRecords {
  readonly #delimiter: number;
  readonly #onRecord: OnRecord;
  #text = '';
  #line = 1;
  #width = 0;
  #records = 0;
  #stopped = false;
  #skipping = false;
  readonly #fields: string[] = [];
  #start = 0;
  #end = 0;

  constructor(delimiter: string, onRecord: OnRecord) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#onRecord = onRecord;
  }

  /** Number of fields a record should have, once the header is known. */
  set width(width: number) {
    this.#width = width;
  }

  /** Nothing waits for the rest of its record. */
  get idle(): boolean {
    return this.#text === '' && !this.#skipping;
  }

  /** The physical line the next record begins on; set where somebody else has read the lines before. */
  get line(): number {
    return this.#line;
  }

  set line(line: number) {
    this.#line = line;
  }

  /** Records handed over so far. */
  get records(): number {
    return this.#records;
  }

  /** The record being handed over, as it stands in the file, without its line end. */
  get raw(): string {
    return this.#text.slice(this.#start, this.#end);
  }

  push(chunk: string): void {
    this.#text = this.#text === '' ? chunk : this.#text + chunk;
    this.#consume(false);
  }

  end(): void {
    this.#consume(true);
    this.#text = '';
  }

  /** Hand over nothing more; for those who only want the beginning. */
  stop(): void {
    this.#stopped = true;
  }

  #consume(final: boolean): void {
    const text = this.#text;
    let at = 0;
    while (at < text.length && !this.#stopped) {
      const next = this.#skipping ? this.#skip(text, at, final) : this.#record(text, at, final);
      if (next < 0) break;
      at = next;
    }
    this.#text = this.#stopped ? '' : text.slice(at);
  }

  /** Passes over the rest of a line that was refused by its beginning. */
  #skip(text: string, start: number, final: boolean): number {
    const end = lineEnd(text, start);
    if (end + 1 >= text.length && !final) return end < text.length ? -1 : end;
    this.#skipping = false;
    return afterLine(text, end);
  }

  /** Reads the record at `start`; the position after it, or −1 where more text is needed. */
  #record(text: string, start: number, final: boolean): number {
    const delimiter = this.#delimiter;
    const fields = this.#fields;
    const length = text.length;
    let count = 0;
    let lines = 0;
    let at = start;
    let fault: CsvFault = null;
    for (;;) {
      let value: string;
      if (text.charCodeAt(at) === QUOTE) {
        const opened = at;
        let copied = '';
        let from = ++at;
        for (;;) {
          const code = at < length ? text.charCodeAt(at) : -1;
          if (code === QUOTE) {
            if (text.charCodeAt(at + 1) !== QUOTE) break;
            copied += text.slice(from, at + 1);
            at += 2;
            from = at;
          } else if (code === LF || code === CR) {
            lines++;
            at += code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
            if (lines >= MAX_RECORD_LINES) return this.#faulty(text, start, 'broken-quote', final);
          } else if (code === -1 || at - start > MAX_RECORD_CHARS) {
            if (code !== -1 || final) return this.#faulty(text, start, 'broken-quote', final);
            return -1;
          } else at++;
        }
        if (at + 1 >= length && !final) return -1;
        value = copied === '' ? text.slice(from, at) : copied + text.slice(from, at);
        at++;
        const after = at < length ? text.charCodeAt(at) : LF;
        if (after !== delimiter && after !== LF && after !== CR)
          return this.#faulty(text, start, 'broken-quote', final);
        if (at - opened > MAX_FIELD_CHARS) fault = 'too-long';
      } else {
        const from = at;
        while (at < length) {
          const code = text.charCodeAt(at);
          if (code === delimiter || code === LF || code === CR) break;
          at++;
        }
        if (at === length && !final) {
          return at - start > MAX_LINE_CHARS ? this.#faulty(text, start, 'too-long', final) : -1;
        }
        if (at - from > MAX_FIELD_CHARS) fault = 'too-long';
        value = text.slice(from, at);
      }
      fields[count++] = value.charCodeAt(0) === EQUALS ? unwrapped(value) : value;
      if (at < length && text.charCodeAt(at) === delimiter) {
        if (count >= MAX_FIELDS) return this.#faulty(text, start, 'too-long', final);
        at++;
        continue;
      }
      if (text.charCodeAt(at) === CR && at + 1 === length && !final) return -1; // the LF may be in the next chunk
      fields.length = count;
      if (lines > 0 && this.#swallowed(text, start, at, count)) return this.#faulty(text, start, 'broken-quote', final);
      return this.#hand(start, at, text, lines, fault);
    }
  }

  /** A record of several lines that misses its width, or holds whole rows in one field, began with a stray quote. */
  #swallowed(text: string, start: number, end: number, count: number): boolean {
    if (this.#width === 0) return false;
    if (count !== this.#width) return true;
    if (this.#width < 4) return false;
    const inner = text.slice(start, end).split(/\r\n|\r|\n/);
    const delimiter = String.fromCharCode(this.#delimiter);
    return inner.slice(1, -1).some((line) => line.split(delimiter).length === this.#width);
  }

  /** Hands over one physical line that cannot be read; −1 while its end has not come in. */
  #faulty(text: string, start: number, fault: CsvFault, final: boolean): number {
    const end = lineEnd(text, start);
    if (end + 1 >= text.length && !final) {
      if (end - start <= MAX_LINE_CHARS) return -1;
      this.#skipping = true;
    }
    this.#fields.length = 1;
    this.#fields[0] = text.slice(start, Math.min(end, start + MAX_FIELD_CHARS));
    return this.#hand(start, end, text, 0, fault);
  }

  #hand(start: number, end: number, text: string, lines: number, fault: CsvFault): number {
    this.#start = start;
    this.#end = end;
    this.#records++;
    this.#onRecord(this.#fields, this.#line, fault);
    this.#line += lines + 1;
    return this.#skipping ? end : afterLine(text, end);
  }
}
