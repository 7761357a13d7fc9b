import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nothing } from '../../../jobs/import/merge/tally.ts';
import type { UnitRow } from '../../../jobs/import/row.ts';
import { unitsOn } from '../../../sql/unit-stand.ts';
import { UnitTree } from '../../../jobs/import/units/tree.ts';
import { mergeUnits } from '../../../jobs/import/units/versions.ts';
import type { UnitVersion } from '../../../sql/write/unit-versions.ts';

const row = (change: Partial<UnitRow> & { code: string }): UnitRow => ({
  ...{ kind: 'unit', line: 2, name: change.code, parent: null, from: null, to: null, successor: null, dataTime: null },
  ...change,
});

/** The tree after files of unit rows came one after the other, codes for numbers. */
function planted(files: readonly (readonly UnitRow[])[], day: string | null = null) {
  const tree = new UnitTree(
    [{ unit: 0, code: 'source', name: 'source', parent: null, level: 0, ord: 0 }],
    false,
    'source',
    'source',
  );
  let versions: UnitVersion[] = [];
  const tallies = files.map((rows, i) => {
    const tally = nothing();
    versions = mergeUnits(versions, rows, i + 1, tally).versions;
    tree.plant(unitsOn(versions, day));
    return tally;
  });
  const records = tree.records();
  const codes = new Map(records.map(({ unit, code }) => [unit, code]));
  return {
    tallies,
    tree: records.map(({ code, name, parent, level }) => [
      code,
      name,
      parent === null ? null : codes.get(parent)!,
      level,
    ]),
  };
}

const code = fc.constantFrom('P', 'A', 'B', 'C', 'D');
const unitRow = fc
  .record({
    code,
    name: fc.constantFrom('north', 'south'),
    parent: fc.option(code, { nil: null, freq: 4 }),
    from: fc.constantFrom(null, '2025-01-01', '2025-06-01'),
    to: fc.constantFrom(null, null, '2025-05-31'),
    successor: fc.option(code, { nil: null, freq: 1 }),
    dataTime: fc.constantFrom(null, 1, 2),
  })
  .map((some) => row({ ...some, parent: some.parent === some.code ? null : some.parent }));

it('makes the same tree of the same rows, however they are cut, ordered and repeated', () => {
  fc.assert(
    fc.property(
      fc.array(unitRow, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(null, '2025-03-01', '2025-07-01'),
      fc.gen(),
      (rows, day, g) => {
        const files: UnitRow[][] = [[], [], []];
        for (const one of g(() => fc.shuffledSubarray(rows, { minLength: rows.length })))
          files[g(fc.nat, { max: 2 })]!.push(one);
        files.push(g(() => fc.subarray(rows)));
        const often = planted(files, day);
        expect(often.tree).toEqual(planted([rows], day).tree);
        expect(often.tallies.map(({ new: fresh, changed, same }) => fresh + changed + same)).toEqual(
          files.map((file) => file.length),
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('stands a unit whose parent is not there below the top until a later table holds it', () => {
  const child = row({ code: 'C', parent: 'B' });
  const top = row({ code: 'P' });
  expect(planted([[top, child]]).tree).toEqual([
    ['P', 'P', null, 0],
    ['C', 'C', 'P', 1],
  ]);
  const whole = planted([[top, child], [row({ code: 'B', parent: 'P' })]]);
  expect(whole.tree).toEqual([
    ['P', 'P', null, 0],
    ['B', 'B', 'P', 1],
    ['C', 'C', 'B', 2],
  ]);
});

it('lets units that lie above themselves stand below the top, and what is below them below them', () => {
  const ring = [
    row({ code: 'A', parent: 'B' }),
    row({ code: 'B', parent: 'A' }),
    row({ code: 'C', parent: 'A' }),
    row({ code: 'P' }),
  ];
  expect(planted([ring]).tree).toEqual([
    ['P', 'P', null, 0],
    ['A', 'A', 'P', 1],
    ['C', 'C', 'A', 2],
    ['B', 'B', 'P', 1],
  ]);
});

it('stands a unit where it stood on the day, and one that was taken over below its successor', () => {
  const rows = [
    row({ code: 'P' }),
    row({ code: 'A', parent: 'P', name: 'old', to: '2025-05-31', successor: 'B' }),
    row({ code: 'B', parent: 'P' }),
    row({ code: 'C', parent: 'A' }),
    row({ code: 'C', parent: 'B', from: '2025-06-01' }),
  ];
  const parents = (day: string) => new Map(planted([rows], day).tree.map(([unit, , parent]) => [unit, parent]));
  expect(parents('2025-05-31')).toEqual(
    new Map([
      ['P', null],
      ['A', 'P'],
      ['C', 'A'],
      ['B', 'P'],
    ]),
  );
  expect(parents('2025-06-01')).toEqual(
    new Map([
      ['P', null],
      ['B', 'P'],
      ['A', 'B'],
      ['C', 'B'],
    ]),
  );
});

it('takes the later data time of two tables that contradict each other, whichever comes first', () => {
  const old = row({ code: 'A', name: 'old', dataTime: 1 });
  const young = row({ code: 'A', name: 'young', dataTime: 2 });
  for (const files of [
    [[old], [young]],
    [[young], [old]],
  ])
    expect(planted(files).tree).toEqual([['A', 'young', null, 0]]);
});
