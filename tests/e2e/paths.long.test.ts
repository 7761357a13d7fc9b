import { describe, expect, it } from 'vitest';
import { CHROME } from './browser.ts';
import { expectFound, openPlaces, seedsFrom, walk, type Walked } from './planted-walk.ts';

const SEEDS = 200;
/** Sources of one program at a time. */
const AT_ONCE = 20;

describe.skipIf(!CHROME)('from the screens alone', () => {
  it('the three planted causes are found, and nobody else, in 200 places', async () => {
    const walked: Walked[] = [];
    for (let first = 1001; first < 1001 + SEEDS; first += AT_ONCE) {
      const seeds = seedsFrom(first, AT_ONCE);
      const places = await openPlaces(seeds);
      try {
        for (const seed of seeds) walked.push(await walk(places, seed));
        expect(places.troubles).toEqual([]);
      } finally {
        await places.close();
      }
    }
    console.info(walked.filter((one) => !one.slowed || !one.rescued || !one.backEntry || one.wrong.length > 0));
    expectFound(walked);
  }, 10_800_000);
});
