import type { Db } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { lastEvent } from '../../sql/write/cases.ts';
import { latestFileTime } from '../../sql/write/import-file.ts';
import { dayOf, startOfDay } from '../clock/day.ts';

export type DataTimeInput = {
  origin: number;
  zone: string;
  /** A T+1 feed. */
  daily: boolean;
  /** The data time so far. */
  known: Instant | null;
  /** The latest data time of this file's rows. */
  ofFile: Instant | null;
  /** Latest event or end among the cases that were written, and among what they replaced. */
  lastEvent: Instant | null;
  replacedLast: Instant | null;
  /** Of the import. */
  now: Instant;
};

/**
 * The source's data time: of a daily feed the latest data date of its files, or the end of the last event's day while none
 * has one; else the last event or end of a case. Never later than the import itself, and the same whatever order the files came in.
 */
export async function dataTimeOf(trx: Db, input: DataTimeInput): Promise<Instant | null> {
  const { origin, zone, daily, now } = input;
  const upToNow = (at: Instant | null) => (at === null ? null : Math.min(at, now));
  const endOfDay = (at: Instant | null) => (at === null ? null : startOfDay(dayOf(at - 1, zone) + 1, zone));
  if (daily) {
    const dated = latest(input.ofFile, await latestFileTime(trx, origin));
    if (dated !== null) return upToNow(endOfDay(dated));
  }
  const round = daily ? endOfDay : (at: Instant | null) => at;
  const last = round(input.lastEvent);
  // A correction may have taken the last event away.
  const replaced = round(input.replacedLast);
  if (input.known !== null && replaced !== null && replaced >= input.known) {
    return upToNow(round(await lastEvent(trx, origin)));
  }
  return upToNow(latest(input.known, last));
}

function latest(...instants: (Instant | null)[]): Instant | null {
  const found = instants.filter((at) => at !== null);
  return found.length > 0 ? Math.max(...found) : null;
}
