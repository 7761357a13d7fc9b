import { expect, it } from 'vitest';
import { rescuedOfSeeds } from './planted-rescue.ts';

it('names the county whose clocks are rescued by suspensions, and no other in the province, in 200 provinces', () => {
  const cities = ['桐川市', '澄湖市', '平澜市', '望海市', '东渚市'];
  const { named, wrong, innocent, seeds } = rescuedOfSeeds(1001, 200, cities);
  console.info({ named, wrong, innocent, seeds });
  expect(named / seeds).toBeGreaterThanOrEqual(0.95);
  expect(wrong / innocent).toBeLessThanOrEqual(0.01);
});
