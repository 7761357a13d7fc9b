import type { Db } from '../../sql/database.ts';
import { quarterOf } from '../../sql/quarter.ts';
import { replaceParts, storedParts, type Part } from '../../sql/write/cube.ts';
import type { Judgement } from '../../sql/write/judged.ts';
import { storedPages, type Place } from '../../sql/write/pages.ts';
import { Page, placeKey, type Pages } from './page.ts';
import { partsOfWords, sumParts, type PartsByStage } from './parts.ts';
import type { UnitTree } from './unit-tree.ts';

/** Places recomputed at once. */
const BLOCK = 4000;

/** What a roll-up starts from: the pages that changed, complete. */
export type RollUp = Judgement & { tree: UnitTree; changed: Pages; version: number };

/**
 * Recomputes the cube above changed pages, deepest units first, and returns how many parts were written: a part is the sum of its unit's own page and of the parts
 * below. Only parts whose content changed are written, and only they are carried further up.
 */
export async function rollUp(trx: Db, work: RollUp): Promise<number> {
  const made = new Map<number, PartsByStage>();
  const levels = new Map<number, Map<number, Place>>();
  const touch = (place: Place) => {
    const depth = work.tree.depthOf(place.unit);
    if (!levels.has(depth)) levels.set(depth, new Map());
    levels.get(depth)!.set(placeKey(place), place);
  };
  for (const page of work.changed.all()) touch(page.place);
  let written = 0;
  for (let depth = Math.max(-1, ...levels.keys()); depth >= 0; depth--) {
    for (const some of inBlocks([...(levels.get(depth)?.values() ?? [])])) {
      const level = await recompute(trx, work, some, made);
      await replaceParts(trx, work, level.stale, level.fresh, work.version);
      written += level.fresh.length;
      for (const { unit, piece } of level.changed) {
        const parent = work.tree.parentOf(unit);
        if (parent !== null) touch({ unit: parent, piece });
      }
    }
  }
  return written;
}

/** Places in blocks of some thousands; those of one unit's quarter, whose parts share rows, stay together. */
function* inBlocks(places: Place[]): Iterable<Place[]> {
  places.sort((a, b) => a.unit - b.unit || a.piece - b.piece);
  let block: Place[] = [];
  for (const place of places) {
    const before = block.at(-1);
    const sharing = before?.unit === place.unit && quarterOf(before.piece) === quarterOf(place.piece);
    if (block.length >= BLOCK && !sharing) {
      yield block;
      block = [];
    }
    block.push(place);
  }
  if (block.length > 0) yield block;
}

/** New content of some places of one level, compared with the stored one. */
async function recompute(trx: Db, work: RollUp, places: readonly Place[], made: Map<number, PartsByStage>) {
  const below = places.map(({ unit, piece }) => work.tree.below(unit).map((child) => ({ unit: child, piece })));
  await loadMissing(trx, work, below.flat(), made);
  const ownPages = await unchangedPages(trx, work, places);
  const stored = groupParts(await storedParts(trx, work, places));

  const fresh: Part[] = [];
  const stale: (Place & { stage: number })[] = [];
  const changed: Place[] = [];
  places.forEach((place, i) => {
    const key = placeKey(place);
    const own = work.changed.find(place) ?? ownPages.get(key);
    const sources = below[i]!.flatMap((child) => made.get(placeKey(child)) ?? []);
    if (own) sources.push(partsOfWords(own.words));
    const parts = sumParts(sources);
    const before = stored.get(key) ?? new Map<number, Uint8Array>();
    made.set(key, parts);
    const differing = [...parts].filter(([stage, hist]) => !sameBytes(before.get(stage), hist));
    const vanished = [...before.keys()].filter((stage) => !parts.has(stage));
    for (const [stage, hist] of differing) fresh.push({ ...place, stage, hist });
    for (const stage of vanished) stale.push({ ...place, stage });
    for (const [stage] of differing) if (before.has(stage)) stale.push({ ...place, stage });
    if (differing.length + vanished.length > 0) changed.push(place);
  });
  return { fresh, stale, changed };
}

/** Reads the parts below that this run did not make itself. */
async function loadMissing(trx: Db, work: RollUp, places: readonly Place[], made: Map<number, PartsByStage>) {
  const missing = places.filter((place) => !made.has(placeKey(place)));
  for (const place of missing) made.set(placeKey(place), new Map());
  for (const [key, parts] of groupParts(await storedParts(trx, work, missing))) made.set(key, parts);
}

/** Own pages of units that are touched only from below. */
async function unchangedPages(trx: Db, work: RollUp, places: readonly Place[]): Promise<Map<number, Page>> {
  const pages = new Map<number, Page>();
  const unknown = places.filter((place) => !work.changed.find(place));
  for (const row of await storedPages(trx, work, unknown)) {
    const page = new Page(row);
    page.addStored(row);
    pages.set(placeKey(row), page);
  }
  return pages;
}

function groupParts(rows: readonly Part[]): Map<number, PartsByStage> {
  const places = new Map<number, PartsByStage>();
  for (const row of rows) {
    const key = placeKey(row);
    if (!places.has(key)) places.set(key, new Map());
    places.get(key)!.set(row.stage, row.hist);
  }
  return places;
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
