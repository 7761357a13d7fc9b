import { expect, it } from 'vitest';
import { apart, type Wait } from '../../../../web/panels/satisfaction-wait/option.ts';

const wait = (daysFrom: number, n: number, low: number, high: number): Wait => ({
  ...{ daysFrom, daysTo: daysFrom + 2, n, satisfied: 0, rate: (low + high) / 2 },
  ...{ low, high },
});

it('sets a long wait beside a short one only where it is lower by more than chance and both have enough opinions', () => {
  const [short, long] = [wait(0, 90, 0.9, 0.97), wait(6, 60, 0.7, 0.88)];
  expect(apart([short, wait(3, 90, 0.8, 0.9), long], 50)).toEqual({ short, long });
  expect(apart([short, { ...long, high: 0.91 }], 50)).toBeNull();
  expect(apart([short, { ...long, n: 49 }], 50)).toBeNull();
  expect(
    apart(
      [
        { ...long, daysFrom: 0 },
        { ...short, daysFrom: 6 },
      ],
      50,
    ),
  ).toBeNull();
  expect(apart([], 50)).toBeNull();
});
