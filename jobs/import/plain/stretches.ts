import { StringDecoder } from 'node:string_decoder';
import type { CsvRecords } from '../read/csv-records.ts';
import { lineChunks } from './line-chunks.ts';
import type { PlainRows } from './plain-rows.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Reads UTF-8 text stretch by stretch: a plain one (whole lines, no quote, no lone CR, no NUL) by its bytes, every other
 * one by `records`. Yields after each how many lines were taken by their bytes so far. `above`: lines of title and header.
 */
export async function* readStretches(
  content: AsyncIterable<Buffer>,
  bom: number,
  above: number,
  plain: PlainRows,
  records: CsvRecords,
): AsyncGenerator<number> {
  let taken = 0;
  let begun = false;
  const decoder = new StringDecoder('utf8');
  const careful = (bytes: Buffer) => {
    records.push(decoder.write(bytes));
  };
  const odd = (text: string, line: number) => {
    taken--;
    records.line = line;
    records.push(text);
  };
  for await (const chunk of lineChunks(content)) {
    let rest = chunk;
    if (!begun) {
      begun = true;
      const head = endOfLine(chunk, above);
      careful(chunk.subarray(bom, head));
      rest = chunk.subarray(head);
    }
    if (!records.idle || records.line <= above || !isPlain(rest)) {
      careful(rest);
      yield taken;
      continue;
    }
    const first = records.line;
    const lines = countLines(rest);
    taken += lines;
    plain(rest, first, odd);
    records.line = first + lines;
    yield taken;
  }
}

/** Whole lines, no quote, no lone CR, no NUL. */
export function isPlain(bytes: Buffer): boolean {
  if (bytes.length === 0 || bytes[bytes.length - 1] !== LF || bytes.includes(QUOTE) || bytes.includes(0)) return false;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) if (bytes[at + 1] !== LF) return false;
  return true;
}

export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}

/** Where the line after the `lines`-th begins. */
export function endOfLine(bytes: Buffer, lines: number): number {
  let end = 0;
  for (let line = 0; line < lines; line++) {
    const at = bytes.indexOf(LF, end);
    if (at < 0) return bytes.length;
    end = at + 1;
  }
  return end;
}
