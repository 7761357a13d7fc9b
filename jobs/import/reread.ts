import type { Db } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { replaysOf, type KnownFile } from '../../sql/write/known-files.ts';
import { storedReading } from '../../sql/write/readings.ts';
import { FileRows } from './file-rows.ts';
import { originalPath } from './originals.ts';
import type { Profile } from './profile.ts';
import { readSafely } from './read/apart/read-apart.ts';
import type { Row } from './row.ts';
import { keysOf } from './touched.ts';

/** What a file said cannot be found out again; nothing was changed. */
export class NoOriginal extends Error {}

export type Rereading = {
  /** Where originals are kept. */
  originals: string | null;
  origin: number;
};

/** Reads an original again, row by row; what is refused, blank or a total is passed over. */
export async function readOriginal(
  { originals }: Rereading,
  file: Pick<KnownFile, 'name' | 'sha256'>,
  reading: {
    profile: Profile;
    zone: string;
    /** The wall clock then: what was still to come was refused. */ now?: Instant;
  },
  row: (row: Row) => void,
): Promise<void> {
  const nothing = () => undefined;
  const path = originals === null ? null : await originalPath(originals, file.sha256);
  if (path === null) throw new NoOriginal(`${file.name}: its original ${file.sha256} is not kept`);
  const sink = { row, refuse: nothing, blank: nothing, total: nothing };
  const options = { zone: reading.zone, now: reading.now, whole: true }; // it was taken for whole then
  const read = await readSafely(path, reading.profile, options, sink);
  if (read.problem) throw new NoOriginal(`${file.name}: ${read.problem.message}`);
}

/**
 * All that a file contributed to the facts, as it was taken then: its rows by its own reading, and the refused ones that
 * replays took later by theirs. `keys`: only of these cases, complaints, units.
 */
export async function contribution(
  db: Db,
  place: Rereading,
  file: KnownFile,
  keys: ReadonlySet<string> | null,
): Promise<FileRows> {
  if (file.reading === null) throw new NoOriginal(`${file.name}: how it was read is not on record`);
  const rows = new FileRows(() => undefined);
  const take = (row: Row) => {
    if (keys === null || keysOf(row).some((key) => keys.has(key))) rows.row(row);
  };
  const readingOf = async (reading: number) => {
    const { profile, zone } = await storedReading(db, place.origin, reading);
    return { profile: profile as Profile, zone };
  };
  await readOriginal(place, file, { ...(await readingOf(file.reading)), now: file.started_at }, take);
  for (const { reading, lines } of await replaysOf(db, place.origin, file.file)) {
    const taken = new Set(lines);
    await readOriginal(place, file, await readingOf(reading), (row) => {
      if (taken.has(row.line)) take(row);
    });
  }
  return rows;
}
