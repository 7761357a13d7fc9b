import { createHash } from 'node:crypto';
import type { Dirent, PathLike } from 'node:fs';
import { access, constants, lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shownName } from '../../sql/shown-name.ts';
import { sourceNameOf } from './source-name.ts';
import { fileEnd, type FileEnd } from './whole-end.ts';

/** A file in the inbox that has stopped growing. `slot` names its content as far as a look at the folder can. */
export type InboxFile = {
  source: string;
  /** A label: the file's name without signs that cannot be shown. */
  name: string;
  /** Bytes where the name on disk is no UTF-8. */
  path: string | Buffer;
  slot: string;
  /** The folder's profile.json, where there is one. */
  profile: string | null;
};

/** What lies in a source's folder and is not taken. */
export type InboxState = { waiting: number; ignored: Record<string, number> };

/** Names in use while a file is written: hidden ones, half downloads, an office program's lock files, a desktop's own. */
const TEMPORARY = /^[.~]|\.(part|tmp|crdownload|filepart)$|~$|^(thumbs\.db|desktop\.ini)$/i;
/** Of these one that has lain there for long is a delivery that never ended, or a workbook somebody left open. */
const IN_USE = /^(~|\.~lock)|\.(part|tmp|crdownload|filepart)$|~$/i;
const STUCK_MS = 6 * 3_600_000;
const PROFILE = 'profile.json';
/** A file whose end tells nothing must have stood still for so long, one that is plainly cut off for longer; milliseconds. */
const STANDS: Record<FileEnd, number> = { whole: 0, open: 60_000, cut: 600_000 };
/** Files handed out by one look, so that a hundred thousand at once stay a list of this length. */
const MOST = 1_000;
/** Of the files done before, so many are looked at again by each look: one that was replaced is found within minutes. */
const AGAIN = 2_000;

/**
 * Looks at an inbox folder; the listing alone is the truth. Every subfolder is a source, and a file that lies beside them is a
 * source of its own name. A file counts once its size and time are the same at two looks, the time lies `settleMs` back and
 * its end is one. `now` is in milliseconds.
 */
export class Inbox {
  readonly #folder: string;
  readonly #settleMs: number;
  #seen = new Map<string, string>();
  /** Slots somebody said are done, by what names the file to us. */
  readonly #done = new Map<string, string>();
  #turn = 0;
  readonly states = new Map<string, InboxState>();

  constructor(folder: string, settleMs = 2_000) {
    this.#folder = folder;
    this.#settleMs = settleMs;
  }

  /** These need not be handed out again unless they change. */
  done(files: Iterable<Pick<InboxFile, 'slot'>>): void {
    for (const { slot } of files) this.#done.set(keyOf(slot), slot);
  }

  /** Files ready to be taken: in turn one of every source, each source's in the order of their names. */
  async look(now: number): Promise<InboxFile[]> {
    const bySource: InboxFile[][] = [];
    const before = this.#seen;
    this.#seen = new Map();
    this.states.clear();
    this.#turn++;
    for (const entry of await entriesOf(this.#folder)) {
      if (entry.is.isDirectory() && !TEMPORARY.test(entry.name)) {
        const profile = await digest(join(this.#folder, entry.name, PROFILE));
        const files = await entriesOf(join(this.#folder, entry.name));
        bySource.push(await this.#take(entry.name, join(this.#folder, entry.name), files, profile, now, before));
      } else if (!entry.is.isDirectory()) {
        const source = shownName(sourceNameOf(entry.name));
        bySource.push(await this.#take(source, this.#folder, [entry], null, now, before));
      }
    }
    return inTurn(bySource, MOST);
  }

  async #take(
    source: string,
    folder: string,
    entries: readonly Entry[],
    profile: string | null,
    now: number,
    before: ReadonlyMap<string, string>,
  ): Promise<InboxFile[]> {
    const state: InboxState = { waiting: 0, ignored: {} };
    const ignore = (why: string) => void (state.ignored[why] = (state.ignored[why] ?? 0) + 1);
    const ready: InboxFile[] = [];
    for (const [position, entry] of entries.entries()) {
      if (entry.name === PROFILE) continue;
      const path = pathOf(folder, entry);
      const key = `${source}/${entry.key}`;
      const why = whyNot(entry);
      if (why !== null) {
        const since = why === 'temporary' && IN_USE.test(entry.name) ? await lstat(path).catch(() => null) : null;
        ignore(since !== null && now - since.mtimeMs > STUCK_MS ? 'stuck' : why);
        continue;
      }
      const done = this.#done.get(key);
      if (done !== undefined && !dueAgain(position, this.#turn, entries.length)) {
        this.#seen.set(key, before.get(key) ?? '');
        continue;
      }
      if (ready.length >= MOST) {
        state.waiting++;
        continue;
      }
      const found = await lstat(path).catch(() => null); // taken away meanwhile
      if (found === null) continue;
      if (!found.isFile()) {
        ignore('not-a-file');
        continue;
      }
      const { size, mtimeMs } = found;
      const standing = `${size}-${Math.round(mtimeMs)}`;
      this.#seen.set(key, standing);
      // A corrected profile is a reason to look at a held file again.
      const slot = `${key}@${standing}${profile === null ? '' : `-${profile}`}`;
      if (done === slot) continue;
      if (!(await readable(path))) {
        ignore('unreadable');
        continue;
      }
      const still = now - mtimeMs;
      const settled = (before.get(key) === standing || still > 60_000) && still >= this.#settleMs;
      if (!settled || still < STANDS[await fileEnd(path, size).catch((): FileEnd => 'open')]) {
        state.waiting++;
        continue;
      }
      const ownProfile = profile === null ? null : join(folder, PROFILE);
      ready.push({ source, name: shownName(entry.name), path, slot, profile: ownProfile });
    }
    if (folder !== this.#folder || !this.states.has(source)) this.states.set(source, state);
    return ready;
  }
}

/** An entry of a folder; `raw` where its name is no UTF-8, `key` tells it from all others. */
type Entry = { name: string; key: string; raw: Buffer | null; is: Dirent<Buffer> };

/** Why an entry is never a delivery; null where it may be one. A link is not followed, whatever it points to. */
function whyNot({ name, is }: Entry): string | null {
  if (is.isSymbolicLink()) return 'link';
  if (is.isDirectory()) return 'folder';
  if (!is.isFile()) return 'not-a-file';
  return TEMPORARY.test(name) ? 'temporary' : null;
}

const pathOf = (folder: string, { name, raw }: Entry): string | Buffer =>
  raw === null ? join(folder, name) : Buffer.concat([Buffer.from(join(folder, '/')), raw]);

/** The part of a slot that stays when the file changes. */
const keyOf = (slot: string): string => slot.slice(0, slot.lastIndexOf('@'));

const dueAgain = (position: number, turn: number, all: number): boolean =>
  all <= AGAIN || Math.floor(position / AGAIN) === turn % Math.ceil(all / AGAIN);

/** One of each list, then the next of each: a source with many files keeps none of the others waiting. */
function inTurn(lists: readonly InboxFile[][], most: number): InboxFile[] {
  const taken: InboxFile[] = [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let k = 0; k < longest && taken.length < most; k++)
    for (const list of lists) if (list[k] !== undefined && taken.length < most) taken.push(list[k]!);
  return taken;
}

async function entriesOf(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch(() => []);
  return entries.map(entryOf).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A name that is no UTF-8 is told as what older systems of the country write, else byte by byte. */
function entryOf(is: Dirent<Buffer>): Entry {
  const name = decoded('utf-8', is.name);
  if (name !== null) return { name, key: name, raw: null, is };
  const hex = is.name.toString('hex');
  return { name: decoded('gb18030', is.name) ?? hex, key: hex, raw: is.name, is };
}

function decoded(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const readable = (path: PathLike): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

async function digest(path: string): Promise<string | null> {
  const text = await readFile(path).catch(() => null);
  return text === null ? null : createHash('sha256').update(text).digest('hex').slice(0, 8);
}
