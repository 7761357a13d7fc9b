import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { countyDemo, lateCase, until } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'dark', width: 1440, height: 900 };
const COUNTED_MS = 120_000;
/** A sheet of A4 without its margins, px. */
const SHEET = { width: 734, height: 1032 };

describe.skipIf(!CHROME)('what leaves the screen', () => {
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    [url, browser] = await Promise.all([countyDemo(), launch()]);
  });
  afterAll(() => browser?.close());

  it('as a picture holds what was drawn dot by dot, and words before the lines they lie on', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, url);
    await until('the flow', COUNTED_MS, async () => {
      const { pending } = (await (await fetch(`${url}/api/v1/shifts`)).json()) as { pending: boolean };
      return pending ? null : true;
    });
    await settle(page, `${url}/bottlenecks`);
    expect(await svgOf(page, 'spectrum')).toMatch(/<image [^>]*href="data:image\/png;base64,[^"]{2000}/);
    expect(await svgOf(page, 'process-map')).toMatch(/stroke-width: 3px;[^"]*paint-order: stroke/);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('on paper is light, and nothing of it is cut', async () => {
    const { page, context, troubles } = await openPage(browser, { ...LOOK, ...SHEET }, url);
    for (const path of ['bottlenecks', 'branches', 'data', 'due-list', `case${await lateCase(url)}`]) {
      await page.emulateMedia({ media: 'screen' });
      await settle(page, `${url}/${path}`);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
      expect(await page.locator('main button:visible').count()).toBe(0);
      const cut = await page.$$eval('main .scroll, main .map', (boxes) =>
        boxes
          .filter((box) => getComputedStyle(box).overflowX !== 'visible' && box.scrollWidth > box.clientWidth + 1)
          .map((box) => box.className),
      );
      expect(cut, path).toEqual([]);
    }
    expect(troubles).toEqual([]);
    await context.close();
  });
});

async function svgOf(page: Page, panel: string): Promise<string> {
  const menu = page.locator(`[data-panel=${panel}] [data-action=export]`);
  await menu.locator('summary').click();
  const [file] = await Promise.all([page.waitForEvent('download'), menu.getByText('SVG', { exact: true }).click()]);
  return readFileSync(await file.path(), 'utf8');
}
