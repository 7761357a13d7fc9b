import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { countyDemo } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
const STAGE = 'connect';

describe.skipIf(!CHROME)('the filters of an address', () => {
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    [url, browser] = await Promise.all([countyDemo(), launch()]);
  });
  afterAll(() => browser?.close());

  it('narrow a page by what its chips say and by nothing else', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, url);
    const total = (await (await fetch(`${url}/api/v1/open-stock`)).json()) as { total: number };
    await settle(page, `${url}/bottlenecks`);
    await page.locator(`[data-panel=process-map] a[href*="stage=${STAGE}"]`).first().click();
    await page.locator('.chip.changed', { hasText: '环节' }).waitFor();
    for (const panel of ['responsibility', 'variants', 'heat-map'])
      await page.locator(`[data-panel=${panel}] [data-all-stages]`).waitFor();
    expect(await page.locator('[data-panel=hand-off] [data-all-stages]').count()).toBe(0);
    await page.locator('nav a[href^="/overview"]').first().click();
    const stock = page.locator('[data-panel=open-stock] .key a');
    await expect.poll(() => stock.getAttribute('data-figure')).toBe(String(total.total));
    expect(await page.locator('.chip.changed').count()).toBe(0);
    await stock.click();
    await expect.poll(() => page.locator('[data-total]').getAttribute('data-total')).toBe(String(total.total));
    expect(await page.locator('[data-filter=from]').count()).toBe(0); // what is open now is of no period
    await page.goBack();
    await page.locator('nav a[href^="/bottlenecks"]').first().click();
    await page.locator('.chip.changed', { hasText: '环节' }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it.each([
    ['/stages?stage=none', '该来源没有环节“none”', '/stages'],
    ['/overview?from=2026-13', '“2026-13”不是有效的统计期', '/overview'],
    ['/metrics-dictionary?unit=none&from=2026-05', '单位“none”不存在', '/metrics-dictionary?from=2026-05'],
    ['/cases?population=none', '查询条件有误', '/cases'],
    ['/branches?source=none', '没有数据来源“none”', '/branches'],
  ])('are told of by name where they are wrong, with a way on: %s', async (path, told, on) => {
    const { page, context } = await openPage(browser, LOOK, url);
    await page.goto(url + path);
    const way = page.locator('main p', { hasText: told }).getByRole('link', { name: '恢复默认条件' }).first();
    expect(await way.getAttribute('href')).toBe(on);
    await way.click();
    await page.waitForFunction(() => document.querySelectorAll('main [role=status] a').length === 0);
    await expect.poll(() => page.locator('main').innerText()).not.toContain(told);
    await context.close();
  });

  it('that are wrong are told of on a wall, too, which does not wait for data', async () => {
    const { page, context } = await openPage(browser, LOOK, url);
    await page.goto(`${url}/wall/duty?unit=none`);
    await expect.poll(() => page.locator('main').innerText()).toContain('单位“none”不存在');
    await context.close();
  });

  it('stay as saved views, of two windows too; the columns of the list are those chosen last', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, url);
    const menu = (of: typeof page) => of.locator('.views');
    const open = (of: typeof page) => menu(of).locator('summary').click();
    const save = async (of: typeof page, name: string) => {
      await menu(of).locator('input').fill(name);
      await menu(of).locator('form button').click();
    };
    await settle(page, `${url}/cases?population=open`);
    const other = await context.newPage();
    await settle(other, `${url}/stages`);
    await open(page);
    await save(page, '在途 A&B %');
    await save(page, '   ');
    await page.keyboard.press('Escape');
    await open(other);
    await save(other, '环节');
    expect(await menu(other).locator('a').allInnerTexts()).toEqual(['环节', '在途 A&B %']);
    await other.locator('.views input').fill('环节');
    expect(await menu(other).locator('form button').innerText()).toBe('替换同名视图');
    await other.keyboard.press('Escape');
    expect(await menu(other).locator('a').count()).toBe(0);

    await page.locator('[data-panel=cases] details', { hasText: '列' }).first().locator('summary').click();
    await page.locator('[data-panel=cases] label', { hasText: '用户类别' }).locator('input').uncheck();
    await settle(page, `${url}/overview`);
    await page.locator('nav a[href^="/cases"]').first().click();
    await page.waitForURL(/columns=/);
    const heads = page.locator('[data-panel=cases] th');
    await heads.first().waitFor();
    expect(await heads.allInnerTexts()).not.toContain('用户类别');
    expect(troubles).toEqual([]);
    await context.close();
  });
});
