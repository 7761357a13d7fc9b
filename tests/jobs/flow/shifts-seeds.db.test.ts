import { expect, it } from 'vitest';
import { shiftsOfSeeds } from './planted-shift.ts';

// Stands among the database tests for the time it takes: twenty provinces of two years each.
it('names the city that accepts high-voltage inspections late, since when, and no other, in 20 provinces', () => {
  const { named, wrong, innocent, seeds } = shiftsOfSeeds(1, 20);
  expect(named / seeds).toBeGreaterThanOrEqual(0.95);
  expect(wrong / innocent).toBeLessThanOrEqual(0.01);
}, 300_000);
