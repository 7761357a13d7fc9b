import { open, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Lines worth a write. */
const HELD = 2_000;

/** A file written line by line; a reader sees all of it or none: it bears a temporary name until it is closed. */
export class PartFile {
  readonly name: string;
  lines = 0;
  readonly #dir: string;
  #handle: FileHandle | null = null;
  #held: string[];

  constructor(dir: string, name: string, head: string) {
    this.#dir = dir;
    this.name = name;
    this.#held = [`\ufeff${head}`];
  }

  get #temporary(): string {
    return join(this.#dir, `.${this.name}.part`);
  }

  push(line: string): void {
    this.lines++;
    this.#held.push(line);
  }

  /** Writes what is held; little is left for the next time. */
  async flush(least = HELD): Promise<void> {
    const held = this.#held;
    if (held.length < least) return;
    this.#held = [];
    this.#handle ??= await open(this.#temporary, 'w');
    await this.#handle.write(`${held.join('\r\n')}\r\n`);
  }

  async close(): Promise<void> {
    await this.flush(1);
    await this.#handle?.sync();
    await this.#handle?.close();
    await rename(this.#temporary, join(this.#dir, this.name));
  }
}
