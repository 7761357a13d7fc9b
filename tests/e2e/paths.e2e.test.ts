import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDate } from '../../jobs/clock/day.ts';
import { DAY_MS } from '../../jobs/demo/office-time.ts';
import planted from '../../jobs/demo/planted.json' with { type: 'json' };
import { casesOf } from '../../jobs/demo/population.ts';
import { caseRow, HEADS, stepRows, unitRow } from '../../jobs/demo/tables.ts';
import { makeWorld } from '../../jobs/demo/world.ts';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { startServer, waitForData, type Server } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
const UNTIL = '2026-10-21';

/** The default demo's high-voltage cases, in files as the demo writes them: a twentieth of its rows. */
async function writeHighVoltage(dir: string): Promise<string[]> {
  const key = { size: 'city', seed: 7, from: '2024-10-21', until: UNTIL } as const;
  const world = makeWorld(key, planted.slowAcceptance.monthsBeforeUntil);
  const last = parseDate(UNTIL);
  const end = (last + 1) * DAY_MS;
  const lines = { 单位: world.units.map(unitRow), 归档工单: [], 历史环节: [], 在途工单: [], 在途环节: [] } as Record<
    string,
    string[]
  >;
  for (const one of casesOf(world, world.fromDay, last, (kind) => kind.highVoltage)) {
    if (one.accepted >= end) continue;
    lines[one.ended < end ? '归档工单' : '在途工单']!.push(caseRow(one, end, UNTIL));
    lines[one.ended < end ? '历史环节' : '在途环节']!.push(...stepRows(one, end));
  }
  const head = (name: string) => HEADS[name === '单位' ? 'unit' : name.endsWith('工单') ? 'case' : 'step'];
  return Promise.all(
    Object.entries(lines).map(async ([name, rows], i) => {
      const path = join(dir, `20261021-0${i + 1}-${name}.csv`);
      await writeFile(path, `${[head(name), ...rows].join('\r\n')}\r\n`);
      return path;
    }),
  );
}

describe.skipIf(!CHROME)('from the screens alone', () => {
  let server: Server;
  let browser: Browser;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yekuo-paths-'));
    const [files] = await Promise.all([
      writeHighVoltage(dir),
      startServer(['--no-demo']).then((one) => (server = one)),
      launch().then((one) => (browser = one)),
    ]);
    await server.run(['import', ...files, '--source', 'demo', '--profile', 'demo']);
    await waitForData(server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dir, { recursive: true });
  });

  it('is found whose high-voltage completion inspections slowed, since when and in which part, and nobody else', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, server.url);
    const pending = async () =>
      ((await (await fetch(`${server.url}/api/v1/shifts`)).json()) as { pending: boolean }).pending;
    await expect.poll(pending, { timeout: 60_000 }).toBe(false);
    await settle(page, server.url);
    await page.locator('nav a[href^="/bottlenecks"]').first().click();
    const says = (panel: string) => page.locator(`[data-panel=${panel}] h2`).first().innerText();
    await expect.poll(() => says('shifts'), { timeout: 15_000 }).toMatch(/自 2026 年 [123] 月起延长/);
    const { city } = planted.slowAcceptance;
    expect(await says('shifts')).toContain(`${city}高压竣工检验：待接收自`);
    await expect.poll(() => says('heat-map')).toContain(`${city}竣工检验超期率`);
    const found = await page.locator('[data-panel=shifts] li').allInnerTexts();
    expect(found.filter((one) => !one.startsWith(city))).toEqual([]);
    await page.locator('[data-panel=shifts] li a').first().click();
    await page.waitForURL(/\/bottlenecks\?.*unit=33401/);

    // The small county with the most late inspections of chance, on the page of its city.
    await settle(page, `${server.url}/bottlenecks?unit=36201`);
    const headings = await page.locator('h2').allInnerTexts();
    expect(headings.join(' ')).not.toContain(planted.unlucky.county);
    expect(await page.locator('[data-panel=shifts] li').count()).toBe(0);
    expect(troubles).toEqual([]);
    await context.close();
  });
});
