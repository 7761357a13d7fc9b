import { expect, it } from 'vitest';
import { tellHistories } from './histories.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

it('ends in the same facts, verdicts and cube in a thousand histories', async () => {
  let told = 0;
  for (let part = 0; part < 20; part++) told += await tellHistories(seed + part * 1_000_003, 10, 5);
  expect(told).toBe(1000);
});
