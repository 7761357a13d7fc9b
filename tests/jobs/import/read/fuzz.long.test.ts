import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);

it('explains every row of 100,000 damaged files of all formats, without a crash or a hang', async () => {
  console.log(`fuzz seed ${seed} (FUZZ_SEED repeats it)`);
  const { read, slowestMs } = await fuzz(100_000, seed, 10_000);
  console.log(`${read} of 100,000 were read, the slowest in ${Math.round(slowestMs)} ms`);
  expect(read).toBeGreaterThan(5_000);
});
