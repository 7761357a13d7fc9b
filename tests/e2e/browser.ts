import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Where Chromium is; `npm test` looks for it. Without it these tests are skipped. */
export const CHROME = process.env['CHROME_PATH'] ?? '';

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROME, args: [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] });

export type Look = { language: 'zh' | 'en'; theme: 'light' | 'dark'; width: number; height: number };
export type Watched = { page: Page; context: BrowserContext; troubles: string[] };

/** A page that notes every console error, failed answer and request to another origin. */
export async function openPage(browser: Browser, look: Look, origin: string): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    reducedMotion: 'reduce',
    ...(look.width < 720 ? { hasTouch: true, isMobile: true } : {}),
  });
  await context.addInitScript(
    ([language, theme]) => {
      localStorage.setItem('yekuo.language', language);
      localStorage.setItem('yekuo.theme', theme);
    },
    [look.language, look.theme] as const,
  );
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:'))
      troubles.push(`request to ${url}`);
  });
  page.on('response', (reply) => reply.status() >= 400 && troubles.push(`${reply.status()} ${reply.url()}`));
  return { page, context, troubles };
}

/** Goes there and waits until no panel is waiting for its first answer and charts have been drawn. */
export async function settle(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForFunction(
    () => document.querySelectorAll('[aria-busy=true], [data-panel] .content > .waiting').length === 0,
  );
  await page.waitForTimeout(250);
}
