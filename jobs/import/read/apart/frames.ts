import { deserialize, serialize } from 'node:v8';
import type { Refusal, Row } from '../../row.ts';
import type { FileReading } from '../read-file.ts';

/** What the reading process says: batches of what a sink is given, then the reading, or the error nobody foresaw. */
export type Frame =
  | { kind: 'batch'; rows: Row[]; refusals: Refusal[]; blanks: number[]; totals: number[] }
  | { kind: 'progress'; rows: number; share: number }
  | { kind: 'reading'; reading: FileReading }
  | { kind: 'error'; message: string };

const HEAD = 4;

/** A frame with its length in front. */
export function packFrame(frame: Frame): Buffer {
  const body = serialize(frame);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** Cuts a stream back into frames; one that was cut off is not given. */
export async function* unpackFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = HEAD;
  for await (const piece of stream) {
    pieces.push(piece);
    held += piece.length;
    if (held < wanted) continue;
    let bytes = Buffer.concat(pieces);
    while (bytes.length >= HEAD && bytes.length >= HEAD + bytes.readUInt32LE()) {
      const end = HEAD + bytes.readUInt32LE();
      yield deserialize(bytes.subarray(HEAD, end)) as Frame;
      bytes = bytes.subarray(end);
    }
    wanted = bytes.length >= HEAD ? HEAD + bytes.readUInt32LE() : HEAD;
    pieces = [bytes];
    held = bytes.length;
  }
}
