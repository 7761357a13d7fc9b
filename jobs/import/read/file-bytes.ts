import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { reject } from './problem.ts';

const CHUNK = 256 * 1024;
const MAX_BYTES = 2 * 1024 ** 3;
/** Beyond both, a gzip file is taken for a bomb: real logs shrink 10 to 60 times. */
const MAX_RATIO = 200;
const MAX_INFLATED_AT_RATIO = 1024 ** 3;

/** One open file, read as often as needed; gzip (also several members in a row) is recognised by its first bytes. */
export class FileBytes {
  readonly path: string;
  readonly bytes: number;
  readonly gzip: boolean;
  readonly #handle: FileHandle;
  readonly #mtimeMs: number;
  #position = 0;

  private constructor(path: string, handle: FileHandle, bytes: number, mtimeMs: number, gzip: boolean) {
    this.path = path;
    this.#handle = handle;
    this.bytes = bytes;
    this.#mtimeMs = mtimeMs;
    this.gzip = gzip;
  }

  /** Opens a regular file; throws UnreadableFile for everything else. */
  static async open(path: string): Promise<FileBytes> {
    let handle: FileHandle;
    try {
      handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      reject('unreadable', path, { why: (error as NodeJS.ErrnoException).code ?? String(error) });
    }
    const stat = await handle.stat();
    if (!stat.isFile()) {
      await handle.close();
      reject('unreadable', path, { why: 'not a regular file' });
    }
    if (stat.size > MAX_BYTES) {
      await handle.close();
      reject('too-big', path, { what: `${stat.size} B`, limit: `${MAX_BYTES} B` });
    }
    const head = Buffer.alloc(2);
    await handle.read(head, 0, 2, 0);
    return new FileBytes(path, handle, stat.size, stat.mtimeMs, head[0] === 0x1f && head[1] === 0x8b);
  }

  /** Share of the file's own bytes the current pass has taken, 0–1. */
  get share(): number {
    return this.bytes === 0 ? 1 : Math.min(1, this.#position / this.bytes);
  }

  /** The file's own bytes from the beginning, compressed or not; a chunk is valid until the next is asked for. */
  async *raw(): AsyncGenerator<Buffer> {
    this.#position = 0;
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const { bytesRead } = await this.#handle.read(buffer, 0, CHUNK, this.#position);
      if (bytesRead === 0) return;
      this.#position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** The content, inflated where needed; `onRaw` sees the file's own bytes as they pass. */
  async *content(onRaw?: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
    if (!this.gzip) {
      for await (const chunk of this.raw()) {
        onRaw?.(chunk);
        yield chunk;
      }
      return;
    }
    const gunzip = createGunzip({ chunkSize: CHUNK });
    const feeding = this.#feed(gunzip, onRaw);
    let inflated = 0;
    try {
      for await (const chunk of gunzip as AsyncIterable<Buffer>) {
        inflated += chunk.length;
        if (inflated > MAX_INFLATED_AT_RATIO && inflated > this.bytes * MAX_RATIO) {
          reject('too-big', this.path, { what: 'gzip', limit: `${MAX_RATIO} × ${this.bytes}` });
        }
        yield chunk;
      }
      await feeding;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code.startsWith('Z_')) reject('broken-gzip', this.path, { why: code });
      throw error;
    } finally {
      gunzip.destroy();
      await feeding;
    }
  }

  async #feed(gunzip: ReturnType<typeof createGunzip>, onRaw?: (chunk: Buffer) => void): Promise<void> {
    for await (const chunk of this.raw()) {
      onRaw?.(chunk);
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk)) {
        await new Promise<void>((resolve) => {
          const done = () => {
            gunzip.off('drain', done).off('close', done);
            resolve();
          };
          gunzip.on('drain', done).on('close', done);
        });
      }
    }
    if (!gunzip.destroyed) gunzip.end();
  }

  /** The file was replaced or written to since it was opened. */
  async changed(): Promise<boolean> {
    const now = await this.#handle.stat();
    return now.size !== this.bytes || now.mtimeMs !== this.#mtimeMs;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
