import type { DemoCase } from './case.ts';
import { DAY_MS, dayOfLocal, type Local } from './office-time.ts';
import { randomFrom, seedOf } from './random.ts';
import type { World } from './world.ts';

/** Days before the history's end at which a few old cases drop out of every list, and those of two earlier snapshots. */
const LOST_BEFORE = 6;
const EARLIER_LISTS = [8, 4];
const OLD_DAYS = 60;
const SHARE = 0.1;

/** Days whose in-flight lists the history keeps beside its last one. */
export const earlierLists = (lastDay: number): number[] => EARLIER_LISTS.map((days) => lastDay - days);

/**
 * From when on a case is in no list any more 去向不明, though it goes on; null for nearly all. Only cases in flight then and
 * accepted long before.
 */
export function lostSince({ key }: World, lastDay: number, one: DemoCase): Local | null {
  const since = (lastDay - LOST_BEFORE + 1) * DAY_MS;
  if (one.ended < since || dayOfLocal(since) - dayOfLocal(one.accepted) < OLD_DAYS) return null;
  return randomFrom(seedOf(key.seed, 'lost', one.key)).chance(SHARE) ? since : null;
}
