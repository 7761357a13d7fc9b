import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import planted from '../../jobs/demo/planted.json' with { type: 'json' };
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { foreignWords, overlaps, rawKeys, sideways } from './reading.ts';
import { countyDemo, lateCase } from './server.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'var', 'screenshots');
const PAGES = [
  'overview',
  'bottlenecks',
  'stages',
  'branches',
  'cross',
  'cases',
  'case',
  'satisfaction',
  'reliability',
  'managers',
  'rules',
  'data',
];
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const LOOKS: Look[] = SIZES.flatMap((size) =>
  (['zh', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((theme) => ({ ...size, language, theme })),
  ),
).filter(
  // English in one theme a size: the themes are compared in Chinese, and a test run has to end within the half hour.
  ({ language, theme, width }) => language === 'zh' || theme === (width === 390 ? 'dark' : 'light'),
);

/** What stands in the way of assistive technology. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.skipIf(!CHROME)('every page', () => {
  let url: string;
  let browser: Browser;
  let caseQuery = '';
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    [url, browser] = await Promise.all([countyDemo(), launch()]);
    caseQuery = await lateCase(url);
  });
  const address = (path: string) => `${url}/${path}${path === 'case' ? caseQuery : ''}`;
  afterAll(async () => {
    await browser?.close();
  });

  for (const look of LOOKS) {
    const name = `${look.language}-${look.theme}-${look.width}x${look.height}`;
    it.each(PAGES)(`/%s reads well in ${name}`, async (path) => {
      const { page, context, troubles } = await openPage(browser, look, url);
      await settle(page, address(path));
      await page.screenshot({ path: join(SHOTS, `${path}-${name}.png`), fullPage: true });
      expect(troubles).toEqual([]);
      expect(await rawKeys(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      expect(await overlaps(page)).toEqual([]);
      if (look.language === 'zh') expect(await foreignWords(page)).toEqual([]);
      if (look.language === 'zh' && look.width === 1440) expect(await faults(page)).toEqual([]);
      await context.close();
    });
  }

  it('the comparisons name the county rescued by suspensions and the one that back-enters, and not the unlucky one', async () => {
    const look: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
    const { page, context, troubles } = await openPage(browser, look, url);
    // Two units side by side are chosen, not found.
    const headings = async () => (await page.locator('h2:not(#unit-compare-heading)').allInnerTexts()).join('\n');
    const rescued = page.locator('[data-panel=suspensions] h2');
    await settle(page, `${url}/branches`);
    expect(await rescued.innerText()).toContain('暂停计时核查：澄湖市因暂停达标的工单占');
    await page.locator('[data-panel=suspensions] th a', { hasText: '澄湖市' }).click();
    await expect.poll(() => rescued.innerText()).toContain(`：${planted.rescuedBySuspension.county}因暂停达标的工单占`);
    await page.goBack(); // the filters go along to the next page
    await page.locator('nav a[href="/reliability"]').first().click();
    const { county } = planted.backEntry;
    await expect.poll(headings).toContain(`时序核查：${county}需核查`);
    const says = await page.locator('[data-panel=reliability] li').allInnerTexts();
    expect(says.filter((line) => line.includes('需核查')).every((line) => line.startsWith(county))).toBe(true);
    expect(says.some((line) => line.includes('月末'))).toBe(true);
    await settle(page, `${url}/branches?unit=36201`);
    expect(await headings()).not.toContain(planted.unlucky.county);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('the duty wall fills its screen', async () => {
    const look: Look = { language: 'zh', theme: 'light', width: 1920, height: 1080 };
    const { page, context, troubles } = await openPage(browser, look, url);
    await settle(page, `${url}/wall/duty`);
    await page.screenshot({ path: join(SHOTS, 'wall-duty-1920x1080.png') });
    expect(troubles).toEqual([]);
    expect(await rawKeys(page)).toEqual([]);
    expect(await overlaps(page)).toEqual([]);
    expect(await foreignWords(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(1080);
    await context.close();
  });
});
