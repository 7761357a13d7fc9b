import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import planted from '../../jobs/demo/planted.json' with { type: 'json' };
import { province } from '../../jobs/demo/province.ts';
import { launch, openPage, type Look } from './browser.ts';
import { FILES, putPlace } from './planted-place.ts';
import { startServer, until } from './server.ts';

const LOOK: Look = { language: 'zh', theme: 'light', width: 1440, height: 900 };
const COUNTED_MS = 900_000;
const SLOW = planted.slowAcceptance.city;
const RESCUED = planted.rescuedBySuspension.county;
const BACK_ENTERS = planted.backEntry.county;
const { counties, units } = province('city');
const RESCUED_CITY = counties.find(({ name }) => name === RESCUED)!.city;
const INNOCENT = units.filter((u) => u.parent && ![SLOW, RESCUED, RESCUED_CITY, BACK_ENTERS].includes(u.name)).length;

/** What the screens of a seed's place name: each planted cause or not, and units that have no part in it. */
export type Walked = { seed: number; slowed: boolean; rescued: boolean; backEntry: boolean; wrong: string[] };

export type Places = { url: string; page: Page; troubles: string[]; close(): Promise<void> };

export const seedsFrom = (first: number, seeds: number) => Array.from({ length: seeds }, (_, i) => first + i);
export const sourceOf = (seed: number) => `seed-${seed}`;

/** The program with the places of some seeds in its inbox, and a reader in front of it. */
export async function openPlaces(seeds: readonly number[]): Promise<Places> {
  const [server, browser] = await Promise.all([startServer(['--no-demo']), launch()]);
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  try {
    for (const seed of seeds) await putPlace(join(server.dir, 'inbox'), sourceOf(seed), seed);
    const { page, troubles } = await openPage(browser, LOOK, server.url);
    await page.goto(server.url);
    return { url: server.url, page, troubles, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until a source's files are imported and its flow is counted. */
async function counted(url: string, source: string): Promise<void> {
  const ask = async <T>(word: string) => (await (await fetch(`${url}/api/v1/${word}`)).json()) as T;
  await until(`the data of ${source}`, COUNTED_MS, async () => {
    const { sources } = await ask<{ sources: { source: string; version: number }[] }>('sources');
    if (!sources.some((one) => one.source === source && one.version >= FILES.length)) return null;
    return (await ask<{ pending: boolean }>(`shifts?source=${source}`)).pending ? null : true;
  });
}

/** From page to page as a reader goes: chooses the source, takes what the panels say of units, goes to the unit they name. */
export async function walk({ url, page }: Places, seed: number): Promise<Walked> {
  await counted(url, sourceOf(seed));
  const turnTo = (path: string) => page.locator(`nav a[href^="${path}"]`).first().click();
  const wrong = new Set<string>();
  const but = (guilty: string[], named: readonly string[]) =>
    named.filter((unit) => !guilty.includes(unit)).forEach((unit) => wrong.add(unit));

  await turnTo('/reliability');
  await page.locator('select[data-filter=source]').selectOption({ label: sourceOf(seed) });
  const { heading, items } = await said(page, 'reliability');
  const checked = /：(.+)需核查$/.exec(heading)?.[1]?.split('、') ?? [];
  const monthEnd = items.some((item) => item.startsWith(`${BACK_ENTERS}月末`));
  but([BACK_ENTERS], checked);
  but([BACK_ENTERS, RESCUED], items.map(unitIn));

  await turnTo('/branches');
  const rescuedHere = async () =>
    (await said(page, 'suspensions')).heading.match(/(?<=：).+(?=因暂停达标的工单占)/)?.slice(0, 1) ?? [];
  const [city] = await rescuedHere();
  let county: string[] = [];
  if (city !== undefined) {
    await page.locator('[data-panel=suspensions] th a', { hasText: city }).click();
    county = await rescuedHere();
    await page.goBack();
    but([RESCUED, RESCUED_CITY], [city, ...county]);
  }

  await turnTo('/bottlenecks');
  const shifts = await said(page, 'shifts');
  const slowed = new RegExp(`^${SLOW}高压竣工检验：待接收自 2026 年 [123] 月起延长`).test(shifts.heading);
  but([SLOW], shifts.items.map(unitIn));
  const backEntry = monthEnd && checked.includes(BACK_ENTERS);
  return { seed, slowed, rescued: county.includes(RESCUED), backEntry, wrong: [...wrong] };
}

const unitIn = (text: string) => units.find(({ name }) => text.startsWith(name))?.name ?? text;

/** Heading and sentences of a panel that has its answer. */
export async function said(page: Page, word: string): Promise<{ heading: string; items: string[] }> {
  const panel = page.locator(`[data-panel=${word}]`);
  await panel.locator('.content:not(.dim):not(:has(> .waiting))').waitFor();
  return { heading: await panel.locator('h2').innerText(), items: await panel.locator('li').allInnerTexts() };
}

/** Each cause is named in at least 95 % of the places, and at most 1 % of the units that have no part in one. */
export function expectFound(walked: readonly Walked[]): void {
  for (const cause of ['slowed', 'rescued', 'backEntry'] as const) {
    const missed = walked.filter((one) => !one[cause]).map(({ seed }) => seed);
    expect(missed.length, `${cause}: not named with seeds ${missed.join()}`).toBeLessThanOrEqual(0.05 * walked.length);
  }
  const wrong = walked.flatMap((one) => one.wrong.map((unit) => `${unit} with seed ${one.seed}`));
  expect(wrong.length, `named: ${wrong.join()}`).toBeLessThanOrEqual(0.01 * INNOCENT * walked.length);
}
