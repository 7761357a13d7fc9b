import { encodeKeys, sumHistograms } from '../../sql/histogram.ts';
import { keyOf, stageOf, type Word } from './word.ts';

/** The parts of one place: a histogram per stage. */
export type PartsByStage = Map<number, Uint8Array>;

/** Counts a page's words into parts. */
export function partsOfWords(words: readonly Word[]): PartsByStage {
  const sorted = Float64Array.from(words).sort();
  const parts: PartsByStage = new Map();
  let keys: number[] = [];
  let counts: number[] = [];
  for (let i = 0; i < sorted.length;) {
    const word = sorted[i]!;
    let end = i + 1;
    while (sorted[end] === word) end++;
    keys.push(keyOf(word));
    counts.push(end - i);
    i = end;
    const stage = stageOf(word);
    if (i === sorted.length || stageOf(sorted[i]!) !== stage) {
      parts.set(stage, encodeKeys(keys, counts));
      keys = [];
      counts = [];
    }
  }
  return parts;
}

/** The parts of a place from those it is the sum of: its own page and the units below. */
export function sumParts(below: readonly PartsByStage[]): PartsByStage {
  if (below.length === 1) return below[0]!;
  const byStage = new Map<number, Uint8Array[]>();
  for (const parts of below) {
    for (const [stage, hist] of parts) {
      const list = byStage.get(stage);
      if (list) list.push(hist);
      else byStage.set(stage, [hist]);
    }
  }
  return new Map(
    Array.from(byStage, ([stage, list]) => [stage, list.length === 1 ? list[0]! : sumHistograms(list)] as const),
  );
}
