import { expect, it } from 'vitest';
import { rescuedOfSeeds } from './planted-rescue.ts';

// Stands among the database tests for the time it takes: a city of twenty provinces over nine months.
it('names the county whose clocks are rescued by suspensions, and no other of its city, in 20 provinces', () => {
  const { named, wrong, innocent, seeds } = rescuedOfSeeds(1, 20, ['澄湖市']);
  expect(named / seeds).toBeGreaterThanOrEqual(0.95);
  expect(wrong / innocent).toBeLessThanOrEqual(0.01);
}, 300_000);
