import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memberSets } from '../../sql/read-ground/members.ts';

/** province 0 · cities 1 and 2 · counties 3 and 4 of city 1 today, county 5 of city 2 */
const TODAY: [unit: number, parent: number | null][] = [
  [0, null],
  [1, 0],
  [2, 0],
  [3, 1],
  [4, 1],
  [5, 2],
];
const rows = TODAY.map(([unit, parent]) => ({ unit, parent, code: `U${unit}`, name: '' }));

it('takes a county that stood elsewhere from the city it stands under today and adds it to the other', () => {
  const then = memberSets(rows, new Map([...TODAY, [4, 2]]), () => true);
  expect([...then.parts(0)]).toEqual([[0, 1]]);
  expect([...then.parts(1)]).toEqual([
    [1, 1],
    [4, -1],
  ]);
  expect([...then.parts(2)]).toEqual([
    [2, 1],
    [4, 1],
  ]);
  expect(then.below(2).map(({ code }) => code)).toEqual(['U4', 'U5']);
});

it('leaves out units none of whose cases count', () => {
  const rural = memberSets(rows, new Map(TODAY), (unit) => unit === 4);
  expect(rural.below(0).map(({ code }) => code)).toEqual(['U1']);
  expect([...rural.parts(0)]).toEqual([[4, 1]]);
});

it('adds up to the own cases of its members, whatever the trees and what counts', () => {
  const tree = (size: number) =>
    fc.tuple(...Array.from({ length: size - 1 }, (_, i) => fc.nat({ max: i }))).map((parents) => [null, ...parents]);
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 14 }).chain((size) =>
        fc.record({
          today: tree(size),
          then: tree(size),
          own: fc.array(fc.nat({ max: 50 }), { minLength: size, maxLength: size }),
          counts: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
        }),
      ),
      ({ today, then, own, counts }) => {
        const cube = [...own];
        for (let unit = cube.length - 1; unit > 0; unit--) cube[today[unit]!]! += cube[unit]!;
        const all = today.map((parent, unit) => ({ unit, parent, code: `U${unit}`, name: '' }));
        const sets = memberSets(all, new Map(then.map((parent, unit) => [unit, parent])), (unit) => counts[unit]!);
        for (const { unit } of all) {
          const sum = [...sets.parts(unit)].reduce((total, [at, sign]) => total + sign * cube[at]!, 0);
          expect(sum).toBe([...sets.own(unit)].reduce((total, at) => total + own[at]!, 0));
        }
      },
    ),
  );
});
