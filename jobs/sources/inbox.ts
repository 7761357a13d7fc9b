import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file in the inbox that has stopped growing. `slot` names its content as far as a look at the folder can. */
export type InboxFile = {
  source: string;
  name: string;
  path: string;
  slot: string;
  /** The folder's profile.json, where there is one. */
  profile: string | null;
};

/** Names in use while a file is written: hidden ones, half downloads, an office program's lock files. */
const TEMPORARY = /^[.~]|\.(part|tmp|crdownload|filepart)$|~$/i;
const PROFILE = 'profile.json';

/**
 * Watches an inbox folder: every subfolder is a source, and a file that lies beside them is a source of its own name. A file
 * counts once its size and time are the same at two looks and the time lies `settleMs` back; `now` is in milliseconds.
 */
export class Inbox {
  readonly #folder: string;
  readonly #settleMs: number;
  #seen = new Map<string, string>();

  constructor(folder: string, settleMs = 2_000) {
    this.#folder = folder;
    this.#settleMs = settleMs;
  }

  /** Files ready to be taken, by source and then by name, so that numbered files come in their order. */
  async look(now: number): Promise<InboxFile[]> {
    const ready: InboxFile[] = [];
    const seen = new Map<string, string>();
    for (const entry of await entriesOf(this.#folder)) {
      if (entry.isFile() && entry.name !== PROFILE) {
        await this.#take(
          entry.name.replace(/(\.(csv|tsv|txt|xlsx|xls|html?|xes|xml|gz))+$/i, ''),
          '',
          entry.name,
          null,
          now,
          seen,
          ready,
        );
      } else if (entry.isDirectory()) {
        const profile = await digest(join(this.#folder, entry.name, PROFILE));
        for (const file of await entriesOf(join(this.#folder, entry.name))) {
          if (!file.isFile() || file.name === PROFILE) continue;
          await this.#take(entry.name, entry.name, file.name, profile, now, seen, ready);
        }
      }
    }
    this.#seen = seen;
    return ready;
  }

  async #take(
    source: string,
    folder: string,
    name: string,
    profile: string | null,
    now: number,
    seen: Map<string, string>,
    ready: InboxFile[],
  ): Promise<void> {
    const path = join(this.#folder, folder, name);
    const { size, mtimeMs } = await stat(path).catch(() => ({ size: -1, mtimeMs: 0 }));
    if (size < 0) return; // taken away meanwhile
    const state = `${size}-${Math.round(mtimeMs)}`;
    seen.set(path, state);
    const settled = this.#seen.get(path) === state || now - mtimeMs > 60_000;
    if (!settled || now - mtimeMs < this.#settleMs) return;
    // A corrected profile is a reason to look at a held file again.
    const slot = `${source}/${name}@${state}${profile === null ? '' : `-${profile}`}`;
    ready.push({ source, name, path, slot, profile: profile === null ? null : join(this.#folder, folder, PROFILE) });
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !TEMPORARY.test(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function digest(path: string): Promise<string | null> {
  const text = await readFile(path).catch(() => null);
  return text === null ? null : createHash('sha256').update(text).digest('hex').slice(0, 8);
}
