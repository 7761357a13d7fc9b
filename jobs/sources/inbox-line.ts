import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteInbox } from '../../sql/write/delivery.ts';
import { doneSlots } from '../../sql/write/job-slots.ts';
import { healOriginals } from '../import/heal-originals.ts';
import { loadProfile, shippedProfile } from '../import/profile-file.ts';
import type { Held } from '../runner.ts';
import type { Line } from '../schedule.ts';
import { importInSlot, type ImportPlace } from './import-slot.ts';
import { Inbox, type InboxFile } from './inbox.ts';

const JOB = 'import';

/** One slot a file: the inbox says what lies there, the ledger what was done. */
export function inboxLine(place: ImportPlace & { inbox: string }): Line {
  const { db, now } = place;
  const inbox = new Inbox(place.inbox);
  const told = new Map<string, string>();
  let files = new Map<string, InboxFile>();
  /** Of the first look that found any. */
  let paths: string[] = [];
  let healed = false;

  /** What is left of a look once the ledger has been asked; empty only when nothing is. */
  async function look(): Promise<InboxFile[]> {
    for (;;) {
      const found = await inbox.look(now() / 1000);
      if (paths.length === 0) paths = found.flatMap(({ path }) => (typeof path === 'string' ? [path] : []));
      if (found.length === 0) return [];
      const done = await doneSlots(
        db,
        JOB,
        found.map(({ slot }) => slot),
      );
      inbox.done(found.filter(({ slot }) => done.has(slot)));
      const left = found.filter(({ slot }) => !done.has(slot));
      if (left.length > 0) return left;
    }
  }

  return {
    job: JOB,
    at: '*/5 * * * * *',
    async due() {
      const left = await look();
      files = new Map(left.map((file) => [file.slot, file]));
      for (const [source, state] of inbox.states) {
        const text = JSON.stringify(state);
        if (told.get(source) === text) continue;
        told.set(source, text);
        await noteInbox(db, source, state);
      }
      if (!healed && paths.length > 0) {
        await healOriginals(db, place.originals, paths);
        healed = true;
      }
      return [...files.keys()];
    },
    run: (slot, held) => take(place, files.get(slot)!, held),
  };
}

/** A file whose name is no UTF-8 is read from a copy: such a name cannot be told to another process. */
async function take(place: ImportPlace, file: InboxFile, held: Held): Promise<Record<string, unknown>> {
  const { path } = file;
  if (typeof path === 'string') return takeFrom(path, place, file, held);
  const folder = await mkdtemp(join(tmpdir(), 'yekuo-'));
  try {
    const copy = join(folder, 'delivery');
    await copyFile(path, copy);
    return await takeFrom(copy, place, file, held);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function takeFrom(
  path: string,
  place: ImportPlace,
  file: InboxFile,
  held: Held,
): Promise<Record<string, unknown>> {
  const { name, source } = file;
  const profile = file.profile === null ? shippedProfile(source) : await loadProfile(file.profile);
  const report = await importInSlot(place, { path, name, source, profile, kind: 'inbox' }, held);
  const { status, rows, reasons, seconds, message } = report;
  return { name, source, status, rows: rows.in, reasons, seconds, message };
}
