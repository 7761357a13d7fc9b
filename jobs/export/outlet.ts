import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createGzip, type Gzip } from 'node:zlib';

/** A text file that takes its name once it is whole; what is pushed is held until it is flushed. */
export class TextFile {
  readonly name: string;
  readonly #path: string;
  readonly #part: string;
  readonly #file: WriteStream;
  readonly #gzip: Gzip | null;
  #held: string[] = [];

  constructor(dir: string, name: string, gzip: boolean) {
    this.name = gzip ? `${name}.gz` : name;
    this.#path = `${dir}/${this.name}`;
    this.#part = `${this.#path}.part`;
    this.#file = createWriteStream(this.#part, { flush: true });
    this.#gzip = gzip ? createGzip() : null;
    this.#gzip?.pipe(this.#file);
    this.#file.on('error', () => undefined); // it is thrown where it is waited for
  }

  push(text: string): void {
    this.#held.push(text);
  }

  async flush(): Promise<void> {
    if (this.#file.errored) throw this.#file.errored;
    const text = this.#held.join('');
    this.#held = [];
    const target = this.#gzip ?? this.#file;
    if (text !== '' && !target.write(text)) await once(target, 'drain');
  }

  async close(): Promise<void> {
    await this.flush();
    (this.#gzip ?? this.#file).end();
    if (!this.#file.closed) await once(this.#file, 'close');
    if (this.#file.errored) throw this.#file.errored;
    await rename(this.#part, this.#path);
  }

  /** Leaves nothing behind. */
  async drop(): Promise<void> {
    this.#gzip?.destroy();
    this.#file.destroy();
    await rm(this.#part, { force: true });
  }
}

/** Takes the rows of one layout; the first cell is the case or what stands for it. */
export type Outlet = {
  file: TextFile;
  rows: number;
  /** Some cell was kept from being a formula. */
  inert: boolean;
  row(cells: readonly (string | null)[]): void;
  /** What comes after the last row. */
  end(): void;
};
