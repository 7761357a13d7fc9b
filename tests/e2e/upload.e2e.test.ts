import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROME, launch, openPage, settle, type Look } from './browser.ts';
import { overlaps } from './reading.ts';
import { startServer, type Server } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
/** GB18030: three title rows, four cases, one of them received "二月中旬", a blank row and a total. */
const LEDGER = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'ledger-gb18030.csv'));

describe.skipIf(!CHROME)('a hand-made ledger dropped on the empty page', () => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(['--no-demo']), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('is understood, imported on one confirmation, accounted for row by row, and withdrawn', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, server.url);
    await settle(page, server.url);
    await page.setInputFiles('input[type=file]', { name: '南塘台账.csv', mimeType: 'text/csv', buffer: LEDGER });
    await page.waitForSelector('[data-state=looked]', { timeout: 100_000 });
    const uses = await page
      .locator('tbody select')
      .evaluateAll((all) => all.map((s) => (s as HTMLSelectElement).value));
    expect(uses).toEqual(['key', 'unit', 'personal', 'opened', 'milestone', 'state']);
    expect(await page.locator('main').innerText()).toContain('表头之上有 3 行');
    expect(await page.locator('main').innerText()).not.toContain('张三');
    expect(await overlaps(page)).toEqual([]);

    await page.locator('[data-action=try-out]').click();
    await page.waitForSelector('[data-state=tried]', { timeout: 100_000 });
    expect(await page.locator('[data-panel=uploads]').innerText()).toMatch(
      /试运行结果，数据没有改变[\s\S]*第 8 行不采用，时间无法识别\s*受理时间：二月中旬/,
    );
    expect(await overlaps(page)).toEqual([]);

    await page.locator('button.main').click();
    await page.waitForSelector('[data-state=imported]', { timeout: 100_000 });
    const account = page.locator('[data-panel=uploads] [role=img]');
    expect(await account.getAttribute('aria-label')).toBe(
      '读入 6 = 新增 3 + 变更 0 + 相同 0 + 未采用 1 + 空行 1 + 合计行 1',
    );
    await page.getByText('1 行未采用，查看原因').click();
    await page.waitForSelector('[data-panel=quarantine] tbody tr');
    expect(await page.locator('[data-panel=quarantine] tbody tr').innerText()).toMatch(
      /8\s+受理时间\s+二月中旬\s+时间无法识别/,
    );
    const quarantine = page.locator('[data-panel=quarantine]');
    await page.locator('[data-action=replay-row]').click();
    await quarantine.locator('[data-correction=done]').waitFor({ timeout: 100_000 });
    expect(await quarantine.locator('[data-correction]').innerText()).toBe('0 行已采用，1 行仍未采用。');
    await page.locator('[data-reason=bad-timestamp]').click();
    await page.getByText('重试全部“时间无法识别”的行').click();
    await quarantine.locator('[data-correction=waiting]').waitFor();
    await quarantine.locator('[data-correction=done]').waitFor({ timeout: 100_000 });
    expect(await overlaps(page)).toEqual([]);
    const cases = async () => {
      const reply = await fetch(`${server.url}/api/v1/cases?source=${encodeURIComponent('南塘台账')}`);
      return ((await reply.json()) as { total: number }).total;
    };
    expect(await cases()).toBe(3);
    await page.locator('[data-action=withdraw]').click();
    await page.locator('[data-action=confirm-withdraw]').click();
    await page.waitForSelector('[data-panel=import-life] [data-correction=done]', { timeout: 100_000 });
    expect(await cases()).toBe(0);
    expect(await page.locator('[data-panel=import-life]').innerText()).toContain('已撤回');
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByText('已撤回，其影响已全部消除').waitFor();
    expect(await page.locator('[data-action=withdraw]').count()).toBe(0);
    await settle(page, `${server.url}/data`);
    expect(await page.locator('[data-panel=quarantine]').innerText()).toContain('没有未采用的行。');
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('asks in which order a column writes year, month and day before it imports', async () => {
    const { page, context, troubles } = await openPage(browser, LOOK, server.url);
    await settle(page, `${server.url}/data`);
    const buffer = Buffer.from('工单编号,受理日期,归档日期\nA1,1/3/2026,2026-04-01\nA2,2/3/2026,2026-04-02\n');
    await page.setInputFiles('input[type=file]', { name: '先后.csv', mimeType: 'text/csv', buffer });
    await page.waitForSelector('[data-state=looked]', { timeout: 100_000 });
    const row = page.locator('tbody tr', { hasText: '受理日期' });
    await row.locator('select').first().selectOption('opened');
    expect(await page.locator('[data-panel=uploads]').innerText()).toContain('还需选定年月日的写法：受理日期');
    expect(await page.locator('button.main').isDisabled()).toBe(true);
    await row.locator('[data-action=order]').selectOption('d/M/yyyy');
    expect(await overlaps(page)).toEqual([]);
    await page.locator('button.main').click();
    await page.waitForSelector('[data-state=imported]', { timeout: 100_000 });
    expect(await page.locator('[data-panel=uploads] [role=img]').getAttribute('aria-label')).toContain('新增 2');
    expect(troubles).toEqual([]);
    await context.close();
  });
});
