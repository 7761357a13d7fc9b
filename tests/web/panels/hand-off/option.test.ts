import { expect, it } from 'vitest';
import { matrix, type Pair } from '../../../../web/panels/hand-off/option.ts';

const pair = (from: string, to: string, n: number): Pair => ({
  ...{ from, to, n, median: n > 0 ? 1 : null, p90: n > 0 ? 2 : null, back: 1, pingPong: 3 },
});

it('sets no pair into the table of waits of which no acceptance is known', () => {
  const grid = matrix([pair('A', 'B', 5), pair('B', 'A', 0)]);
  expect(grid?.rows.map((row) => [row.from, row.cells.map((cell) => cell?.n ?? null)])).toEqual([['A', [5]]]);
  expect(matrix([pair('B', 'A', 0)])).toBeNull();
});
