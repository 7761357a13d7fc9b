import { expect, it } from 'vitest';
import { checkedOfSeeds } from './planted-signs.ts';

it('names the county that enters its steps together, and no other, in 200 small provinces', () => {
  const { named, wrong, innocent, seeds } = checkedOfSeeds(1001, 200);
  console.info({ named, wrong, innocent, seeds });
  expect(named / seeds).toBeGreaterThanOrEqual(0.95);
  expect(wrong / innocent).toBeLessThanOrEqual(0.01);
});
