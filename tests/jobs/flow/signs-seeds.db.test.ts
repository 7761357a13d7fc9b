import { expect, it } from 'vitest';
import { checkedOfSeeds } from './planted-signs.ts';

// Stands among the database tests for the time it takes: twenty small provinces of two years each.
it('names the county that enters its steps together, and no other, in 20 small provinces', () => {
  const { named, wrong, innocent, seeds } = checkedOfSeeds(1, 20);
  expect(named / seeds).toBeGreaterThanOrEqual(0.95);
  expect(wrong / innocent).toBeLessThanOrEqual(0.01);
}, 300_000);
