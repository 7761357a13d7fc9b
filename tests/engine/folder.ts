import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const asRoot = process.getuid?.() === 0;

/** A folder of the test's own that every user may enter; `mode` 0o700 makes it one only its owner may. */
export function tempFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'yekuo-test-'));
  chmodSync(folder, mode);
  return folder;
}
