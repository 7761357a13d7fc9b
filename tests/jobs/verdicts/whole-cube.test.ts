import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pages } from '../../../jobs/verdicts/page.ts';
import { unitTree } from '../../../jobs/verdicts/unit-tree.ts';
import { wholeCube } from '../../../jobs/verdicts/whole-cube.ts';
import { wordOf } from '../../../jobs/verdicts/word.ts';
import { decodeHistogram } from '../../../sql/histogram.ts';
import { NOW, pieceOf } from '../../../sql/piece.ts';
import { quarterOf } from '../../../sql/quarter.ts';
import { CUBE, RUNNING, VERDICTS } from '../../../sql/vocabulary.ts';

/** A root with two units below, one of which has two of its own; and a unit that belongs nowhere. */
const PARENTS = new Map([
  [0, null],
  [1, 0],
  [2, 0],
  [3, 2],
  [4, 2],
  [9, null],
]);
const TREE = unitTree(Array.from(PARENTS, ([unit, parent]) => ({ unit, parent })));
const PIECES = [pieceOf(2026, 1, 3), pieceOf(2026, 1, 27), pieceOf(2026, 3, 31), pieceOf(2026, 4, 1), NOW];
const STAGES = [0, 5, 32_000, CUBE.case, CUBE.open, RUNNING + 3];
const DECIDED = ['met', 'overdue', 'no-limit', 'undecidable'].map((verdict) => VERDICTS.indexOf(verdict as 'met'));

const clock = fc.record({
  unit: fc.constantFrom(...PARENTS.keys()),
  piece: fc.constantFrom(...PIECES),
  stage: fc.constantFrom(...STAGES),
  grp: fc.constantFrom(0, 1, 32_767),
  days: fc.constantFrom(0, 1, 40, 32_767),
  verdict: fc.constantFrom(...DECIDED),
});

test('a unit counts its own clocks and those of all units below, each part under its quarter and stage', () => {
  fc.assert(
    fc.property(fc.array(clock, { maxLength: 60 }), (clocks) => {
      const pages = new Pages();
      clocks.forEach(({ unit, piece, stage, grp, days, verdict }, caseId) =>
        pages.at({ unit, piece }).add(caseId, wordOf(stage, grp, days, verdict)),
      );
      const counted = new Map<string, number>();
      for (const { unit, piece, ...word } of clocks)
        for (let at: number | null = unit; at !== null; at = PARENTS.get(at)!) {
          const key = [at, quarterOf(piece), word.stage, piece, word.grp, word.days, word.verdict].join(' ');
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
      const rows = [...wholeCube(pages.all(), TREE)];
      expect(new Set(rows.map(({ unit, quarter, stage }) => `${unit} ${quarter} ${stage}`)).size).toBe(rows.length);
      const told = rows.flatMap(({ unit, quarter, stage, hists }) =>
        [...hists].flatMap(([piece, hist]) =>
          decodeHistogram(hist).map(
            ({ grp, days, verdict, n }) => [[unit, quarter, stage, piece, grp, days, verdict].join(' '), n] as const,
          ),
        ),
      );
      expect(new Map(told)).toEqual(counted);
      expect(told).toHaveLength(counted.size);
    }),
  );
});
