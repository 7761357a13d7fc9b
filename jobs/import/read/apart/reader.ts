import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { readFile, type ReadOptions } from '../read-file.ts';
import type { Profile } from '../../profile.ts';
import type { Refusal, Row, Sink } from '../../row.ts';
import { packFrame, type Frame } from './frames.ts';

/** The process that reads one file: asked on its standard input, it answers in frames on descriptor 3 and ends. */
export type ReaderRequest = { path: string; profile: Profile | null; options: ReadOptions };

const OUT = 3;
const BATCH = 2_000;

/** Waits where the other side is slower: a full pipe is the brake. */
function send(frame: Frame): void {
  const bytes = packFrame(frame);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(OUT, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

class Batches implements Sink {
  #rows: Row[] = [];
  #refusals: Refusal[] = [];
  #blanks: number[] = [];
  #totals: number[] = [];

  flush(): void {
    send({ kind: 'batch', rows: this.#rows, refusals: this.#refusals, blanks: this.#blanks, totals: this.#totals });
    [this.#rows, this.#refusals, this.#blanks, this.#totals] = [[], [], [], []];
  }

  #full(): void {
    const held = this.#rows.length + this.#refusals.length + this.#blanks.length + this.#totals.length;
    if (held >= BATCH) this.flush();
  }

  row(row: Row): void {
    this.#rows.push(row);
    this.#full();
  }

  refuse(refusal: Refusal): void {
    this.#refusals.push(refusal);
    this.#full();
  }

  blank(line: number): void {
    this.#blanks.push(line);
    this.#full();
  }

  total(line: number): void {
    this.#totals.push(line);
    this.#full();
  }

  progress(rows: number, share: number): void {
    send({ kind: 'progress', rows, share });
  }
}

try {
  const { path, profile, options } = JSON.parse(await text(process.stdin)) as ReaderRequest;
  const sink = new Batches();
  const reading = await readFile(path, profile, options, sink);
  sink.flush();
  send({ kind: 'reading', reading });
} catch (error) {
  send({ kind: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
