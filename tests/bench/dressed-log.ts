import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The same log as other programs write it: with every field quoted, or in GB18030. */
export async function dressLog(path: string, quoted: string, gb18030: string): Promise<void> {
  const encode = encoder();
  await rewrite(path, quoted, (line) => `"${line.replaceAll(',', '","')}"\n`);
  await rewrite(path, gb18030, (line) => encode(`${line}\n`));
}

async function rewrite(from: string, to: string, change: (line: string) => string | Buffer): Promise<void> {
  async function* lines() {
    for await (const line of createInterface({ input: createReadStream(from) })) yield change(line);
  }
  await pipeline(Readable.from(lines()), createWriteStream(to));
}

/** Of characters with one or two bytes: those of every log here. The platform only decodes. */
function encoder(): (text: string) => Buffer {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail);
    }
  }
  return (text) => {
    const bytes: number[] = [];
    for (const char of text) {
      if (char < '\x80') bytes.push(char.charCodeAt(0));
      else {
        const pair = pairs.get(char);
        if (pair === undefined) throw new RangeError(`"${char}" has more than two bytes in GB18030`);
        bytes.push(pair >> 8, pair & 0xff);
      }
    }
    return Buffer.from(bytes);
  };
}
