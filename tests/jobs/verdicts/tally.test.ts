import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumTallies, tallyOf } from '../../../jobs/verdicts/tally.ts';

const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.maxSafeNat()), { maxLength: 40 });

function counted(list: readonly number[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const number of list) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

const told = ({ numbers, counts }: ReturnType<typeof tallyOf>) =>
  Array.from(numbers, (number, i) => [number, counts[i]] as const);

test('a tally holds each number once, in order, with how often it occurs', () => {
  fc.assert(
    fc.property(numbers, (list) => {
      expect(told(tallyOf(Float64Array.from(list)))).toEqual(counted(list));
    }),
  );
});

test('the sum of tallies is the tally of all their numbers, however many they are', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 9 }), (lists) => {
      const sum = sumTallies(lists.map((list) => tallyOf(Float64Array.from(list))));
      expect(told(sum)).toEqual(counted(lists.flat()));
    }),
  );
});
