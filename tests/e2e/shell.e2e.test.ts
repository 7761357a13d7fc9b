import { readXlsx } from 'hucre/xlsx';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { overlaps } from './reading.ts';
import { startServer, type Server } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
const RECEIPT = join(import.meta.dirname, '..', '..', '..', 'shared', 'logs', 'receipt.xes.gz');

describe.skipIf(!CHROME)('an empty program', () => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(['--no-demo']), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('says how to bring in data, changes its language, and opens the help with a key', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, server.url);
    await settle(page, server.url);
    await expect.poll(() => page.locator('main').innerText()).toContain('还没有数据');
    expect(await page.locator('main').innerText()).toContain(join(server.dir, 'inbox'));
    await page.locator('[data-switch=language]:visible').click();
    await expect.poll(() => page.locator('main').innerText()).toContain('No data yet');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.locator('[data-switch=theme]:visible').click();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-search'))).toBe(true);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('says of a page that does not come whether the server is away or the program is another', async () => {
    const { page, context } = await openPage(browser, LOOK, server.url);
    await settle(page, server.url);
    const open = (path: string) => page.locator(`nav a[href^="${path}"]`).first().click();
    const says = () => page.locator('main').innerText();
    await page.route('**/assets/Data*.js', (route) => route.fulfill({ status: 404 }));
    await open('/data');
    await expect.poll(says).toContain('程序可能刚更新过');
    await context.setOffline(true);
    await page.keyboard.press('?');
    await open('/rules');
    await expect.poll(says).toContain('与服务器失去连接');
    await page.locator('main button').click();
    expect(await says()).toContain('与服务器失去连接'); // still our page, not the browser's
    await context.setOffline(false);
    await expect.poll(says, { timeout: 15_000 }).toContain('还没有数据');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await context.close();
  });

  it.skipIf(!existsSync(RECEIPT))('shows a log of somebody else within seconds of its import', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, server.url);
    await settle(page, server.url);
    await server.run(['import', RECEIPT, '--source', 'receipt', '--json']);
    await page.waitForSelector('[data-panel=open-stock] [data-figure]', { timeout: 15_000 });
    await page.goto(`${server.url}/cases?source=receipt`);
    await expect.poll(() => page.locator('[data-total]').first().getAttribute('data-total')).toBe('1434');
    const list = page.locator('[data-panel=cases] .scroll');
    await list.evaluate((box) => box.scrollTo({ top: 9_015 }));
    await page.locator('[data-place="310"] a').click();
    await page.waitForURL(/\/case\?/);
    await page.goBack();
    await expect.poll(() => list.evaluate((box) => box.scrollTop)).toBe(9_015);
    await settle(page, `${server.url}/overview?source=receipt`);
    await page.screenshot({
      path: join(import.meta.dirname, '../../var/screenshots/overview-receipt.png'),
      fullPage: true,
    });
    expect(await overlaps(page)).toEqual([]);
    const drawn = () =>
      page.locator('[data-panel=trend] canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const light = await drawn();
    const turn = page.locator('[data-switch=theme]:visible');
    await turn.click();
    await expect.poll(drawn).not.toBe(light);
    await turn.click();
    await expect.poll(drawn).toBe(light);
    const menu = page.locator('[data-panel=trend] [data-action=export]');
    await page.locator('[data-panel=trend] h2').hover();
    await page.keyboard.press('e');
    await menu.getByText('XLSX', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    expect(await menu.getAttribute('open')).toBeNull();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    const [xlsx, png, svg] = [await download(page, 'XLSX'), await download(page, 'PNG'), await download(page, 'SVG')];
    const { sheets } = await readXlsx(xlsx);
    expect(sheets.map(({ name }) => name)).toEqual(['说明', '趋势']);
    expect(sheets[0]!.rows[0]!.slice(0, 2)).toEqual(['数据来源', 'receipt']);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(2560); // its width, as the header says
    expect(svg.toString().match(/<path/g)!.length).toBeGreaterThan(10); // the chart is in it, not only its frame
    expect(troubles).toEqual([]);
    await context.close();
  });
});

/** What 导出 of the trend gives, as bytes. */
async function download(page: Page, format: string): Promise<Buffer> {
  const menu = page.locator('[data-panel=trend] [data-action=export]');
  await menu.locator('summary').click();
  const [file] = await Promise.all([page.waitForEvent('download'), menu.getByText(format, { exact: true }).click()]);
  return readFileSync(await file.path());
}
