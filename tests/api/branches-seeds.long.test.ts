import { expect, it } from 'vitest';
import { seedsOf } from './demo-branches.ts';

it('singles out the slowed city and neither the unlucky county nor any other, in 200 provinces', () => {
  const { seeds, slowed, slowedAdjusted, unlucky, innocent, units } = seedsOf(1001, 200);
  console.info({ seeds, slowed, slowedAdjusted, unlucky, innocent, units });
  expect(slowed / seeds).toBeGreaterThanOrEqual(0.95);
  expect(slowedAdjusted / seeds).toBeGreaterThanOrEqual(0.95);
  expect(unlucky / seeds).toBeLessThanOrEqual(0.01);
  expect(innocent / units).toBeLessThanOrEqual(0.01);
});
