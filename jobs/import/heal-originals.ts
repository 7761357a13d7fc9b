import { stat } from 'node:fs/promises';
import type { Db } from '../../sql/database.ts';
import { importedHashes } from '../../sql/write/import-file.ts';
import { hashFile, keepOriginal, keptOriginals } from './originals.ts';

/**
 * Keeps the originals a crash between commit and compression left out, from the files that still lie in the inbox
 * (`paths`). Files are hashed only where their size fits a missing one. Returns how many were kept.
 */
export async function healOriginals(db: Db, dir: string, paths: readonly string[]): Promise<number> {
  const kept = await keptOriginals(dir);
  const missing = new Map<string, number>();
  for (const { sha256, bytes } of await importedHashes(db)) if (!kept.has(sha256)) missing.set(sha256, bytes);
  let healed = 0;
  for (const path of paths) {
    if (missing.size === 0) break;
    const size = await stat(path).then(
      (found) => found.size,
      () => -1,
    );
    if (![...missing.values()].includes(size)) continue;
    const { sha256, gzip } = await hashFile(path);
    if (!missing.delete(sha256)) continue;
    await keepOriginal(dir, path, sha256, gzip);
    healed++;
  }
  return healed;
}
