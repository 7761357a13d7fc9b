import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CaseAttributes } from '../../row.ts';
import type { PlainTarget } from '../plain-target.ts';
import { FIELDS, type OddLine, type Part, type PartLayout, type Range } from './part.ts';

/** The reader's build lies beside the server's or one folder above its pieces; run from the sources there is none. */
const BUILT = [join(import.meta.dirname, 'part-reader.js'), join(import.meta.dirname, '..', 'part-reader.js')];
/** Bytes of a part: some 100,000 rows. */
const PART_BYTES = 16 * 1024 * 1024;
const LF = 10;

/** By which program and on how many threads a large plain file is read; files of fewer bytes than `size` are not. */
export type Parting = { reader: string; threads: number; size: number };

/** null: by the one thread that asks. */
export function partingFor(threads: number): Parting | null {
  const reader = BUILT.find(existsSync);
  return threads < 2 || reader === undefined ? null : { reader, threads, size: PART_BYTES };
}

/** The file's bytes from `from` to its end in parts that end with a line. */
export async function rangesOf(path: string, from: number, bytes: number, size: number): Promise<Range[]> {
  const handle = await open(path);
  const ranges: Range[] = [];
  try {
    for (let at = from; at < bytes;) {
      const to = Math.min(bytes, await lineEnd(at + size));
      ranges.push({ from: at, to });
      at = to;
    }
  } finally {
    await handle.close();
  }
  return ranges;

  /** Where the first line after a byte begins. */
  async function lineEnd(at: number): Promise<number> {
    const buffer = Buffer.alloc(1 << 14);
    for (let from = at; ; from += buffer.length) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      const found = buffer.subarray(0, bytesRead).indexOf(LF);
      if (found >= 0) return from + found + 1;
      if (bytesRead === 0) return from;
    }
  }
}

/** Reads parts on so many threads, each one ahead, and gives them in order; null for one that is not plain. */
export async function* readParts(
  reader: string,
  threads: number,
  layout: PartLayout,
  ranges: readonly Range[],
): AsyncGenerator<{ range: Range; part: Part | null }> {
  const workers = Array.from({ length: threads }, () => new Worker(reader, { workerData: layout }));
  const ahead: Promise<Part | null>[] = [];
  const ask = (n: number) => {
    if (n >= ranges.length) return;
    const worker = workers[n % threads]!;
    const before = ahead[n - threads] ?? Promise.resolve(null);
    ahead[n] = before.then(() => answerOf(worker, ranges[n]!));
    ahead[n].catch(() => undefined); // told to whoever waits for it
  };
  try {
    for (let n = 0; n < threads * 2; n++) ask(n);
    for (let n = 0; n < ranges.length; n++) {
      const part = await ahead[n]!;
      delete ahead[n];
      yield { range: ranges[n]!, part };
      ask(n + threads * 2);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function answerOf(worker: Worker, range: Range): Promise<Part | null> {
  return new Promise((resolve, reject) => {
    const done = () => worker.off('message', told).off('error', failed);
    const told = (part: Part | null) => {
      done();
      resolve(part);
    };
    const failed = (error: Error) => {
      done();
      reject(error);
    };
    worker.on('message', told).on('error', failed);
    worker.postMessage(range);
  });
}

/** Puts a part's rows into the file's, `line` the number of its first line; its odd lines are given back. */
export function takePart(part: Part, line: number, target: PlainTarget<CaseAttributes>): OddLine[] {
  const { events } = target;
  const keys = Int32Array.from(part.keys, (key) => target.keys.number(key));
  const words = Int32Array.from(part.words, (word) => events.words.number(word));
  const sets = Int32Array.from(part.sets, (set) => events.setNumber(set));
  const word = (number: number) => (number < 0 ? -1 : words[number]!);
  const { rows } = part;
  for (let at = 0; at < part.count * FIELDS; at += FIELDS) {
    events.add(
      keys[rows[at]!]!,
      word(rows[at + 1]!),
      word(rows[at + 2]!),
      word(rows[at + 3]!),
      word(rows[at + 4]!),
      sets[rows[at + 5]!]!,
      line + rows[at + 6]!,
      rows[at + 7] === 1,
      rows[at + 8]!,
      rows[at + 9]!,
      rows[at + 10]!,
      rows[at + 11]!,
    );
  }
  if (part.dataTime !== null) target.seen(part.dataTime);
  return part.odd.map((found) => ({ ...found, line: line + found.line }));
}
