import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** SHA-256 of a file's bytes as they lie on disk, and how many. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number; gzip: boolean }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (head.length < 2) head = Buffer.concat([head, chunk.subarray(0, 2)]);
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes, gzip: head[0] === 0x1f && head[1] === 0x8b };
}

/**
 * Keeps a file under its hash, compressed (one that is gzipped already as it is). The name appears only when the
 * bytes are on disk; a crash leaves at most a .part file. Several may keep the same content at once.
 */
export async function keepOriginal(dir: string, path: string, sha256: string, gzip: boolean): Promise<void> {
  const kept = join(dir, `${sha256}.gz`);
  if (await exists(kept)) return;
  await mkdir(dir, { recursive: true });
  const part = join(dir, `${sha256}.${randomUUID()}.part`);
  try {
    const target = createWriteStream(part, { flush: true });
    if (gzip) await pipeline(createReadStream(path), target);
    else await pipeline(createReadStream(path), createGzip({ level: 1 }), target);
    await rename(part, kept);
    await syncFolder(dir);
  } finally {
    await rm(part, { force: true });
  }
}

/** Where a kept original can be read; null where it is not kept. */
export async function originalPath(dir: string, sha256: string): Promise<string | null> {
  const path = join(dir, `${sha256}.gz`);
  return (await exists(path)) ? path : null;
}

/** SHA-256 of every original that is kept. */
export async function keptOriginals(dir: string): Promise<Set<string>> {
  const names = await readdir(dir).catch(() => []);
  return new Set(names.filter((name) => name.endsWith('.gz')).map((name) => name.slice(0, -'.gz'.length)));
}

/** A rename is durable once its folder is; Windows has no such call and needs none. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
