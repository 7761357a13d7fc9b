import { expect, it } from 'vitest';
import { seedsOf } from './demo-branches.ts';

// Stands among the database tests for the time it takes: forty provinces of two years each.
it('singles out the slowed city and neither the unlucky county nor any other, in 20 provinces', () => {
  const { seeds, slowed, slowedAdjusted, unlucky, innocent, units } = seedsOf(1, 20);
  expect(slowed / seeds).toBeGreaterThanOrEqual(0.95);
  expect(slowedAdjusted / seeds).toBeGreaterThanOrEqual(0.95);
  expect(unlucky / seeds).toBeLessThanOrEqual(0.01);
  expect(innocent / units).toBeLessThanOrEqual(0.01);
}, 300_000);
