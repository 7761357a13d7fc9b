import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDate } from '../../jobs/clock/day.ts';
import type { DemoCase } from '../../jobs/demo/case.ts';
import { DAY_MS } from '../../jobs/demo/office-time.ts';
import planted from '../../jobs/demo/planted.json' with { type: 'json' };
import { casesOf } from '../../jobs/demo/population.ts';
import { province } from '../../jobs/demo/province.ts';
import { caseRow, HEADS, stepRows, suspensionRows, unitRow } from '../../jobs/demo/tables.ts';
import { makeWorld, type World } from '../../jobs/demo/world.ts';
import profile from '../../jobs/import/profiles/demo.json' with { type: 'json' };

const FROM = '2024-10-21';
const UNTIL = '2026-10-21';
/** Half a year before the inspections slow down there are enough of them to compare with. */
const HIGH_VOLTAGE_FROM = '2025-04-01';
/** Pages compare the archived cases of twelve months; low-voltage ones are over within weeks. */
const LOW_VOLTAGE_FROM = '2025-10-01';
const LOW_VOLTAGE = '低压非居民新装';
const FEW = new Set(province('county').counties.map(({ code }) => code));

/** The files in the order they are taken: a step names no unit, its case does, and the steps are judged once all is known. */
export const FILES = [
  ['单位', 'unit'],
  ['在途工单', 'case'],
  ['归档工单', 'case'],
  ['暂停', 'suspension'],
  ['环节', 'step'],
] as const;

/**
 * Cases of the default demo of a seed that show its three causes: high voltage of all counties, and the new connections
 * of low-voltage businesses in those of the small demo. Fewer would not do: suspensions rescue few other cases.
 */
function* casesOfPlace(world: World): Generator<DemoCase> {
  const last = parseDate(UNTIL);
  yield* casesOf(world, parseDate(HIGH_VOLTAGE_FROM), last, (kind) => kind.highVoltage);
  const few = { ...world, counties: world.counties.filter(({ code }) => FEW.has(code)) };
  yield* casesOf(few, parseDate(LOW_VOLTAGE_FROM), last, (kind) => kind.business === LOW_VOLTAGE);
}

/** Puts the place of a seed into an inbox, as a source of its own. */
export async function putPlace(inbox: string, source: string, seed: number): Promise<void> {
  const world = makeWorld({ size: 'city', seed, from: FROM, until: UNTIL }, planted.slowAcceptance.monthsBeforeUntil);
  const end = (parseDate(UNTIL) + 1) * DAY_MS;
  const rows = Object.fromEntries(FILES.map(([name]) => [name, [] as string[]]));
  rows['单位']!.push(...world.units.map(unitRow));
  for (const one of casesOfPlace(world)) {
    if (one.accepted >= end) continue;
    rows[one.ended < end ? '归档工单' : '在途工单']!.push(caseRow(one, end, UNTIL));
    rows['环节']!.push(...stepRows(one, end));
    rows['暂停']!.push(...suspensionRows(one, end));
  }
  const dir = join(inbox, source);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'profile.json'), JSON.stringify({ ...profile, label: source }));
  for (const [i, [name, table]] of FILES.entries())
    await writeFile(join(dir, `20261021-0${i + 1}-${name}.csv`), `${[HEADS[table], ...rows[name]!].join('\r\n')}\r\n`);
}
