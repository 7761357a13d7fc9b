import { expect, it } from 'vitest';
import { shiftsOfSeeds } from './planted-shift.ts';

it('names the city that accepts high-voltage inspections late, since when, and no other, in 200 provinces', () => {
  const { named, wrong, innocent, seeds } = shiftsOfSeeds(1001, 200);
  console.info({ named, wrong, innocent, seeds });
  expect(named / seeds).toBeGreaterThanOrEqual(0.95);
  expect(wrong / innocent).toBeLessThanOrEqual(0.01);
});
