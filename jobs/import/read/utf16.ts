import { StringDecoder } from 'node:string_decoder';

/** Stands where bytes could not be decoded. A noncharacter (no file may hold it), so that a written U+FFFD stays what it is. */
export const BAD_BYTE = '\uffff';

/** The text of a file's bytes, chunk by chunk. */
export type Decode = (bytes: Buffer, last: boolean) => string;

/** Halves of surrogate pairs that stand alone. */
const LONELY = /\p{Cs}/gu;

/** UTF-16 in which some halves of surrogate pairs lack their other half. */
export function lonelyHalves(encoding: 'utf-16le' | 'utf-16be'): Decode {
  const decoder = new StringDecoder('utf16le');
  let rest: Buffer = Buffer.alloc(0);
  return (bytes, last) => {
    const all = Buffer.concat([rest, bytes]);
    const codes = all.subarray(0, all.length & ~1);
    rest = all.subarray(codes.length);
    if (encoding === 'utf-16be') codes.swap16();
    const text = decoder.write(codes) + (last ? decoder.end() : '');
    return text.replace(LONELY, BAD_BYTE);
  };
}
