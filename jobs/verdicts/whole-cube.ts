import { encodeKeys } from '../../sql/histogram.ts';
import { firstPieceOf, quarterOf, type Quarter } from '../../sql/quarter.ts';
import type { QuarterParts } from '../../sql/write/cube.ts';
import type { Page } from './page.ts';
import { sumTallies, tallyOf, type Tally } from './tally.ts';
import type { UnitTree } from './unit-tree.ts';
import { filedWord, keyOf, partOfFiled } from './word.ts';

/**
 * The whole cube above these pages, quarter by quarter and in each the deepest units first: a unit counts what its own pages
 * and the units below it count. No other page may stand.
 */
export function* wholeCube(pages: readonly Page[], tree: UnitTree): Generator<QuarterParts> {
  for (const [quarter, own] of grouped(pages, (page) => quarterOf(page.place.piece)))
    yield* cubeOfQuarter(quarter, own, tree);
}

function* cubeOfQuarter(quarter: Quarter, pages: readonly Page[], tree: UnitTree): Generator<QuarterParts> {
  const levels: Map<number, Tally[]>[] = [];
  const add = (unit: number, tally: Tally) => {
    const level = (levels[tree.depthOf(unit)] ??= new Map<number, Tally[]>());
    const tallies = level.get(unit);
    if (tallies) tallies.push(tally);
    else level.set(unit, [tally]);
  };
  for (const [unit, own] of grouped(pages, (page) => page.place.unit)) add(unit, tallyOf(filedOn(own, quarter)));
  for (let depth = levels.length - 1; depth >= 0; depth--) {
    for (const [unit, tallies] of levels[depth] ?? []) {
      const tally = sumTallies(tallies);
      yield* partsOf(unit, quarter, tally);
      const parent = tree.parentOf(unit);
      if (parent !== null) add(parent, tally);
    }
  }
}

/** All words of a unit's pages, told apart by piece and ordered by stage, then piece. */
function filedOn(pages: readonly Page[], quarter: Quarter): Float64Array {
  const filed = new Float64Array(pages.reduce((sum, { words }) => sum + words.length, 0));
  let at = 0;
  for (const { place, words } of pages)
    for (const word of words) filed[at++] = filedWord(word, place.piece - firstPieceOf(quarter));
  return filed;
}

/** Cuts a unit's tally of a quarter into a histogram for every stage and piece. */
function partsOf(unit: number, quarter: Quarter, { numbers, counts }: Tally): Iterable<QuarterParts> {
  const keys = numbers.map(keyOf);
  const rows = new Map<number, QuarterParts>();
  for (let from = 0, end: number; from < numbers.length; from = end) {
    const { stage, piece, next } = partOfFiled(numbers[from]!);
    for (end = from + 1; end < numbers.length && numbers[end]! < next;) end++;
    let row = rows.get(stage);
    if (row === undefined) rows.set(stage, (row = { unit, quarter, stage, hists: new Map() }));
    row.hists.set(firstPieceOf(quarter) + piece, encodeKeys(keys.subarray(from, end), counts.subarray(from, end)));
  }
  return rows.values();
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
