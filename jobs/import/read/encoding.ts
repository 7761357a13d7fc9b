import { isUtf8 } from 'node:buffer';
import type { FileBytes } from './file-bytes.ts';
import { hold, reject } from './problem.ts';
import { BAD_BYTE, lonelyHalves } from './utf16.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** What one pass over a file's bytes has shown. */
export type Inspection = {
  encoding: Encoding;
  /** Some lines hold bytes the encoding does not allow: their records are refused, the others read. */
  faulty: boolean;
  /** Bytes of the byte order mark. */
  bom: number;
};

/** More unreadable lines than this share, and the encoding is not known rather than a few bytes bad. */
const MAX_FAULTY_SHARE = 0.01;
/** Share of two-byte codes of real Chinese text that lie among the common characters and signs (GB 2312). */
const MIN_COMMON_SHARE = 0.6;

const LF = 10;
/** Of a file that is not UTF-8: a longer line is no line of a log. */
const MAX_LINE_BYTES = 16 * 1024 ** 2;

/** Calls `onLine` with each line's bytes (its LF included), whatever the chunks. LF is never part of a longer code here. */
async function eachLine(
  file: FileBytes,
  onLine: (line: Uint8Array, number: number, offset: number) => void,
): Promise<void> {
  let rest: Buffer[] = [];
  let held = 0;
  let number = 1;
  let offset = 0;
  for await (const chunk of file.content()) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      const tail = chunk.subarray(from, end + 1);
      const line = rest.length > 0 ? Buffer.concat([...rest, tail]) : tail;
      rest = [];
      held = 0;
      onLine(line, number++, offset);
      offset += line.length;
      from = end + 1;
    }
    if (from === chunk.length) continue;
    rest.push(Buffer.from(chunk.subarray(from)));
    held += chunk.length - from;
    if (held > MAX_LINE_BYTES) reject('too-big', file.path, { what: `line ${number}`, limit: MAX_LINE_BYTES });
  }
  if (rest.length > 0) onLine(Buffer.concat(rest), number, offset);
}

type Tally = { lines: number; bad: number; firstBad: { line: number; at: number } | null };

/** The first byte that cannot be decoded, by halving. */
function firstBadByte(line: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = line.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(line.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

async function tally(
  file: FileBytes,
  encoding: 'utf-8' | 'gb18030',
): Promise<Tally & { common: number; wide: number }> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const seen: Tally = { lines: 0, bad: 0, firstBad: null };
  let common = 0;
  let wide = 0;
  await eachLine(file, (line, number, offset) => {
    seen.lines++;
    try {
      decoder.decode(line);
    } catch {
      seen.bad++;
      seen.firstBad ??= { line: number, at: offset + firstBadByte(line, encoding) };
      return;
    }
    if (encoding === 'utf-8') return;
    for (let i = 0; i < line.length; i++) {
      const lead = line[i] ?? 0;
      if (lead < 0x80) continue;
      const trail = line[++i] ?? 0;
      wide++;
      if (trail < 0x40)
        i += 2; // a four-byte code
      else if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xf7) || (lead >= 0xa1 && lead <= 0xa3))) common++;
    }
  });
  return { ...seen, common, wide };
}

function byteOrder(head: Buffer): { encoding: Encoding; bom: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const sample = head.subarray(0, head.length & ~1);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i += 2) {
    if (sample[i] === 0) even++;
    if (sample[i + 1] === 0) odd++;
  }
  const most = Math.max(even, odd);
  if (most < 2 || most * 10 < sample.length / 2 || Math.min(even, odd) * 20 > most) return null;
  return { encoding: even > odd ? 'utf-16be' : 'utf-16le', bom: 0 };
}

/** Whether some lines of a file whose every code is two bytes are unreadable; one cut in half, or with many, is refused. */
async function isFaultyUtf16(file: FileBytes, encoding: 'utf-16le' | 'utf-16be'): Promise<boolean> {
  const decode = lonelyHalves(encoding);
  const seen = { bytes: 0, lines: 1, bad: 0, firstBad: 0 };
  let lineIsBad = false;
  const look = (text: string) => {
    const pieces = text.split('\n');
    pieces.forEach((piece, i) => {
      if (i > 0) {
        seen.lines++;
        lineIsBad = false;
      }
      if (lineIsBad || !piece.includes(BAD_BYTE)) return;
      lineIsBad = true;
      seen.bad++;
      seen.firstBad ||= seen.lines;
    });
  };
  for await (const chunk of file.content()) {
    seen.bytes += chunk.length;
    look(decode(chunk, false));
  }
  look(decode(Buffer.alloc(0), true));
  const cut = seen.bytes % 2 !== 0;
  if (cut || seen.bad > Math.max(1, seen.lines * MAX_FAULTY_SHARE))
    reject('bad-bytes', file.path, { encoding, line: seen.firstBad || seen.lines, byte: seen.bytes });
  return seen.bad > 0;
}

/**
 * Finds the encoding over the whole file: byte order mark, else strict UTF-8, else strict GB18030, else the one of the two in
 * which at most 1 % of the lines are unreadable; UTF-16 by its mark or its zero bytes. `declared` (from the profile) is taken at its word.
 * Throws UnreadableFile with line and byte where nothing fits.
 */
export async function inspect(
  file: FileBytes,
  declared: 'utf-8' | 'gb18030' | undefined,
  onRaw: (chunk: Buffer) => void,
): Promise<Inspection> {
  let head: Buffer | null = null;
  let carry: Buffer = Buffer.alloc(0);
  let strict = true;
  for await (const chunk of file.content(onRaw)) {
    head ??= Buffer.from(chunk.subarray(0, 4096));
    if (!strict) continue;
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const cut = completeLength(bytes);
    strict = isUtf8(bytes.subarray(0, cut));
    carry = Buffer.from(bytes.subarray(cut));
  }
  if (carry.length > 0) strict = false;
  const marked = byteOrder(head ?? Buffer.alloc(0));
  if (marked?.encoding === 'utf-16le' || marked?.encoding === 'utf-16be') {
    const faulty = await isFaultyUtf16(file, marked.encoding);
    return { ...marked, faulty };
  }
  const bom = marked?.bom ?? 0;
  if (strict && declared !== 'gb18030') return { encoding: 'utf-8', faulty: false, bom };

  const gb = declared === 'utf-8' || bom > 0 ? null : await tally(file, 'gb18030');
  const likely = gb !== null && (declared === 'gb18030' || gb.common >= gb.wide * MIN_COMMON_SHARE);
  if (gb && likely && gb.bad === 0) return { encoding: 'gb18030', faulty: false, bom: 0 };
  const utf = declared === 'gb18030' ? null : await tally(file, 'utf-8');
  const few = (seen: Tally | null): seen is Tally =>
    seen !== null && seen.bad <= Math.max(1, seen.lines * MAX_FAULTY_SHARE);
  const best = few(utf) && (!gb || utf.bad <= gb.bad || !likely) ? 'utf-8' : likely && few(gb) ? 'gb18030' : null;
  if (best === 'utf-8' && utf && (utf.lines > 20 || !gb || gb.bad > 0)) return { encoding: best, faulty: true, bom };
  if (best === 'gb18030') return { encoding: best, faulty: true, bom: 0 };

  const bad = (declared === 'gb18030' ? gb : utf)?.firstBad ?? { line: 1, at: 0 };
  const where = { line: bad.line, byte: bad.at };
  if (declared) hold('bad-bytes', file.path, { ...where, encoding: declared });
  hold((await looksLikeBig5(file)) ? 'big5' : 'unknown-encoding', file.path, where);
}

/** Length up to the last complete UTF-8 code. */
function completeLength(bytes: Buffer): number {
  const length = bytes.length;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) return byte >= (back === 1 ? 0xc0 : back === 2 ? 0xe0 : 0xf0) ? length - back : length;
  }
  return length;
}

/** Traditional Chinese of a tool that knows no Unicode: most lines that are no GB18030 are Big5. */
async function looksLikeBig5(file: FileBytes): Promise<boolean> {
  const decoder = new TextDecoder('big5', { fatal: true });
  let lines = 0;
  let bad = 0;
  await eachLine(file, (line) => {
    if (!line.some((byte) => byte >= 0x80)) return;
    lines++;
    try {
      decoder.decode(line);
    } catch {
      bad++;
    }
  });
  return lines > 0 && bad <= lines * MAX_FAULTY_SHARE * 5;
}
