import { createReadStream } from 'node:fs';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file on disk and its name in the archive. */
export type ZipFile = { name: string; path: string };

type Written = { name: Buffer; crc: number; packed: number; size: number; at: number };

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const END = 0x06054b50;
/** ZIP64: sizes and offsets of eight bytes stand where these lie. */
const NEEDS = 45;
const LONG = 0xffffffff;
/** Sizes follow the content; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01, the least a ZIP can say. */
const NO_DATE = 0x0021;

/** The files as one ZIP archive, piece by piece. */
export async function* zipped(files: readonly ZipFile[]): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for (const file of files) {
    const one: Written = { name: Buffer.from(file.name), crc: 0, packed: 0, size: 0, at };
    const head = record([LOCAL, 4], [NEEDS, 2], ...entry(one, false), [20, 2], one.name, ...sizes64([0, 0]));
    at += head.length;
    yield head;
    const packing = createReadStream(file.path)
      .on('data', (bytes) => {
        one.crc = crc32(bytes, one.crc);
        one.size += bytes.length;
      })
      .on('error', (error) => packing.destroy(error))
      .pipe(createDeflateRaw());
    for await (const bytes of packing as AsyncIterable<Buffer>) {
      one.packed += bytes.length;
      yield bytes;
    }
    const tail = record([DESCRIPTOR, 4], [one.crc, 4], [one.packed, 8], [one.size, 8]);
    at += one.packed + tail.length;
    yield tail;
    written.push(one);
  }
  const central = Buffer.concat(written.map(directoryLine));
  const end = at + central.length;
  const n = written.length;
  yield central;
  yield record(
    [END_64, 4],
    [44, 8],
    [NEEDS, 2],
    [NEEDS, 2],
    [0, 4],
    [0, 4],
    [n, 8],
    [n, 8],
    [central.length, 8],
    [at, 8],
  );
  yield record([LOCATOR_64, 4], [0, 4], [end, 8], [1, 4]);
  yield record([END, 4], [0, 2], [0, 2], [0xffff, 2], [0xffff, 2], [LONG, 4], [LONG, 4], [0, 2]);
}

type Field = readonly [value: number, bytes: number];

/** What the head of a file and its line in the directory have in common. */
const entry = ({ name, crc }: Written, known: boolean): Field[] => [
  ...([
    [FLAGS, 2],
    [DEFLATED, 2],
    [0, 2],
    [NO_DATE, 2],
    [known ? crc : 0, 4],
  ] as const),
  ...([
    [LONG, 4],
    [LONG, 4],
    [name.length, 2],
  ] as const),
];

const sizes64 = (values: readonly number[]): Field[] => [
  [1, 2],
  [8 * values.length, 2],
  ...values.map((value): Field => [value, 8]),
];

const directoryLine = (one: Written): Buffer =>
  record(
    ...([
      [CENTRAL, 4],
      [NEEDS, 2],
      [NEEDS, 2],
    ] as const),
    ...entry(one, true),
    ...([
      [28, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [LONG, 4],
    ] as const),
    one.name,
    ...sizes64([one.size, one.packed, one.at]),
  );

/** Little-endian numbers and bytes in a row. */
function record(...parts: readonly (Field | Buffer)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (Buffer.isBuffer(part)) return part;
      const [value, length] = part as Field;
      const bytes = Buffer.alloc(length);
      if (length === 8) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeUIntLE(value, 0, length);
      return bytes;
    }),
  );
}
