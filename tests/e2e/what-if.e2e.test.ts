import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { countyDemo } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };

describe.skipIf(!CHROME)('what would be', () => {
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    [url, browser] = await Promise.all([countyDemo(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
  });

  const tryLonger = async (page: Page, panel: string) => {
    await page.locator(`[data-panel=${panel}] [data-limit-handle]`).first().focus();
    await page.keyboard.press('ArrowRight');
  };

  it('of a limit tried on one class is not told of another', { timeout: 60_000 }, async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, url);
    await settle(page, `${url}/overview`);
    const tried = page.locator('[data-panel=stage-strip] [data-limit-handle].tried');
    await tryLonger(page, 'stage-strip');
    await expect.poll(() => tried.count()).toBe(1);
    await page.locator('[data-panel=stage-strip] select').selectOption('lv-nonresident');
    await expect.poll(() => tried.count()).toBe(0);
    await tryLonger(page, 'stage-strip');
    await expect.poll(() => tried.count()).toBe(1);
    await page.locator('[data-filter=class]').selectOption('hv-single');
    await expect.poll(() => tried.count()).toBe(0);

    await settle(page, `${url}/stages?class=lv-nonresident`);
    await tryLonger(page, 'stage-distribution');
    await page.waitForURL(/[?&]limit=\d+/);
    await page.waitForSelector('[data-panel=what-if] [data-figure]');
    await tryLonger(page, 'stage-distribution'); // only the first try is a step of its own
    await page.goBack();
    await expect.poll(() => page.locator('[data-panel=what-if]').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/stages');
    await page.goForward();
    await page.waitForSelector('[data-panel=what-if] [data-figure]');
    await page.locator('[data-filter=class]').selectOption('hv-single');
    await page.waitForURL(/class=hv-single/);
    expect(new URL(page.url()).searchParams.get('limit')).toBeNull();
    expect(await page.locator('[data-panel=what-if]').count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('under another rule set is asked for on the page, and told of history, open stock and units', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, url);
    await settle(page, `${url}/rules`);
    const panel = page.locator('[data-panel=trials]');
    await panel.locator('form select').nth(1).selectOption('rules');
    await panel.locator('form select').last().selectOption('serc-27');
    await panel.locator('form button').click();
    await panel.locator('progress').waitFor();
    const told = panel.locator('dl');
    await told.waitFor({ timeout: 20_000 });
    const [history, open] = await told.locator('div').allInnerTexts();
    const stock = (await (await fetch(`${url}/api/v1/open-stock`)).json()) as OpenStockReply;
    const late = /([\d,]+) → ([\d,]+)\s+[\d.]+% → [\d.]+%/;
    expect(open).toContain(String(stock.total));
    for (const one of [history, open]) expect(one).toMatch(late);
    const [, before, after] = late.exec(history!)!;
    expect(after).not.toBe(before);
    expect(await panel.innerText()).toMatch(/有变化的单位 \d+ 个/);
    expect(await panel.locator('tbody tr').count()).toBeGreaterThan(1);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
