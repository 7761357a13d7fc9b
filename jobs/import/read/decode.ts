import { StringDecoder } from 'node:string_decoder';
import type { Inspection } from './encoding.ts';
import type { FileBytes } from './file-bytes.ts';
import { BAD_BYTE, lonelyHalves, type Decode } from './utf16.ts';

const LF = 10;

/** The text of a file whose encoding is known, chunk by chunk, without byte order mark. */
export async function* decodeText(
  file: FileBytes,
  how: Inspection,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<string> {
  const decode = how.faulty ? faulty(how.encoding) : whole(how.encoding);
  let skip = how.bom;
  for await (const chunk of file.content()) {
    onBytes?.(chunk);
    const bytes = skip === 0 ? chunk : chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
    const text = decode(bytes, false);
    if (text !== '') yield text;
  }
  const rest = decode(Buffer.alloc(0), true);
  if (rest !== '') yield rest;
}

const faulty = (encoding: Inspection['encoding']): Decode =>
  encoding === 'utf-16le' || encoding === 'utf-16be' ? lonelyHalves(encoding) : faultyLines(encoding);

/** The bytes have been checked: the fast decoder without checks will do for UTF-8. */
function whole(encoding: Inspection['encoding']): Decode {
  if (encoding === 'utf-8') {
    const decoder = new StringDecoder('utf8');
    return (bytes, last) => (last ? decoder.end() : decoder.write(bytes));
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}

/** Line by line, so that what one bad byte does to its neighbours ends with its line. */
function faultyLines(encoding: Inspection['encoding']): Decode {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  const line = (bytes: Buffer): string => {
    try {
      return strict.decode(bytes);
    } catch {
      return lenient.decode(bytes).replaceAll('\ufffd', BAD_BYTE);
    }
  };
  let rest: Buffer = Buffer.alloc(0);
  return (bytes, last) => {
    const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    let text = '';
    let from = 0;
    for (let end = all.indexOf(LF); end >= 0; end = all.indexOf(LF, from)) {
      text += line(all.subarray(from, end + 1));
      from = end + 1;
    }
    rest = Buffer.from(all.subarray(from));
    return last ? text + line(rest) : text;
  };
}
