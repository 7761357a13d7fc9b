import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { countyDemo, lateCase } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
const WITH_TABLES = 'table=open-stock,compliance-rate,stage-strip,trend,satisfaction-summary&about=open-stock';
const PAGES = [
  '/overview',
  `/overview?${WITH_TABLES}`,
  '/bottlenecks?table=hand-off',
  '/bottlenecks?stage=plan&table=hand-off',
  '/stages',
  '/branches',
  '/cross?rows=class&column=none&measures=compliance-rate.lv,open-overdue,mean-connect-time.400v',
  '/satisfaction',
  '/managers',
  '/reliability',
  '/rules',
  '/metrics-dictionary?from=2026-09&to=2026-09',
  '/case',
  '/data',
  '/wall/duty',
];

/** Of figures of one kind on a page so many are clicked; of the others the list is asked for. */
const CLICKED = 3;

/** A figure's kind: which list, narrowed by what. */
const kindOf = (href: string): string => {
  const { pathname, searchParams } = new URL(href, 'http://list');
  return `${pathname} ${[...searchParams.keys()].sort().join()}`;
};

/** How long the list on a page is, once it is all there. */
async function listed(page: Page): Promise<number> {
  await page.waitForSelector('[data-total]');
  await page.waitForFunction(
    () => document.querySelectorAll('[aria-busy=true], [data-panel] .content > .waiting').length === 0,
  );
  return Number(await page.locator('[data-total]').first().getAttribute('data-total'));
}

/** How many cases the question a list's page asks finds. */
async function found(url: string, href: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1${href}&size=1`);
  return ((await answer.json()) as { total: number }).total;
}

describe.skipIf(!CHROME)('a figure', () => {
  let url: string;
  let browser: Browser;
  /** What was clicked already, on whatever page. */
  const seen = new Set<string>();
  beforeAll(async () => {
    [url, browser] = await Promise.all([countyDemo(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(PAGES)('of %s opens a list as long as it says', { timeout: 600_000 }, async (path) => {
    const { page, context, troubles } = await openPage(browser, LOOK, url);
    await settle(page, url + path + (path === '/case' ? await lateCase(url) : ''));
    const figures = await page.$$eval('a[data-figure]', (links) =>
      links.map((link) => ({
        said: Number(link.getAttribute('data-figure')),
        href: link.getAttribute('href') ?? '',
        words:
          (link.closest('li, tr, p, dl, section') ?? link).textContent?.replace(/\s+/g, ' ').trim().slice(0, 60) ?? '',
      })),
    );
    const wrong: string[] = [];
    const kinds = new Map<string, number>();
    const others: typeof figures = [];
    for (const { said, href, words } of figures) {
      if (seen.has(`${href} ${said}`)) continue;
      seen.add(`${href} ${said}`);
      const alike = (kinds.get(kindOf(href)) ?? 0) + 1;
      kinds.set(kindOf(href), alike);
      if (alike > CLICKED && href.startsWith('/cases?')) {
        others.push({ said, href, words });
        continue;
      }
      await page.locator(`a[data-figure][href="${href}"]`).first().click();
      const long = await listed(page);
      if (long !== said) wrong.push(`${said} opens ${long}: ${href} (${words})`);
      await page.goBack();
      await page.waitForSelector(`a[data-figure][href="${href}"]`);
    }
    for (const { said, href, words } of others) {
      const long = await found(url, href);
      if (long !== said) wrong.push(`${said} opens ${long}: ${href} (${words})`);
    }
    expect(wrong).toEqual([]);
    if (path !== '/data') expect(figures.length).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
