import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import planted from '../../jobs/demo/planted.json' with { type: 'json' };
import { CHROME, settle } from './browser.ts';
import { expectFound, openPlaces, said, seedsFrom, sourceOf, walk, type Places, type Walked } from './planted-walk.ts';

const SEEDS = seedsFrom(1, 20);

describe.skipIf(!CHROME)('from the screens alone', () => {
  let places: Places;
  beforeAll(async () => void (places = await openPlaces(SEEDS)));
  afterAll(() => places?.close());

  it('the slowed city, the county rescued by suspensions and the one that back-enters are found, and nobody else, in twenty places', async () => {
    const walked: Walked[] = [];
    for (const seed of SEEDS) walked.push(await walk(places, seed));
    expectFound(walked);
    expect(places.troubles).toEqual([]);
  }, 900_000);

  it('what slowed shows in the heat map and leads to the page of its city; a county with late inspections of chance is not named', async () => {
    const { page, url, troubles } = places;
    await settle(page, `${url}/bottlenecks?source=${sourceOf(7)}`);
    const { city } = planted.slowAcceptance;
    expect((await said(page, 'heat-map')).heading).toContain(`${city}竣工检验超期率`);
    await page.locator('[data-panel=shifts] li a').first().click();
    await page.waitForURL(/\/bottlenecks\?.*unit=33401/);

    // The small county with the most late inspections of chance, on the page of its city.
    await settle(page, `${url}/bottlenecks?source=${sourceOf(7)}&unit=36201`);
    const headings = await page.locator('h2').allInnerTexts();
    expect(headings.join(' ')).not.toContain(planted.unlucky.county);
    expect(await page.locator('[data-panel=shifts] li').count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
