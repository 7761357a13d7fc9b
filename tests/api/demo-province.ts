import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scopeForEveryone } from '../../api/access/scope-of.ts';
import { buildApp } from '../../api/app.ts';
import type { Api } from '../../api/route.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { writeDemo } from '../../jobs/demo/write.ts';
import { importFile } from '../../jobs/import/import-file.ts';
import type { Profile } from '../../jobs/import/profile.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import type { Connection } from '../../sql/database.ts';
import type { Scope } from '../../sql/scope.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { demoDatabase } from '../database.ts';

/** The last day the demo's files cover, and a morning after it. */
export const UNTIL = '2026-06-18';
export const NOW: Instant = Date.UTC(2026, 5, 19, 1) * 1000;

/** Cases that decide nothing: over before they began, of a unit nobody delivered, without class or business type. */
const ODD = [
  'ODD-1,33410,低压居民新装,低压居民,380V,8kW,1,1,居民,,否,否,非重要,否,,,,柜台,2026-05-20 09:00:00,,2026-03-02 10:00:00,归档,2026-06-18',
  'ODD-2,99999,低压居民新装,低压居民,380V,8kW,1,1,居民,,否,否,非重要,否,,,,柜台,2026-06-01 09:00:00,,,在途,2026-06-18',
  'ODD-3,33410,,,380V,8kW,1,1,居民,,否,否,非重要,否,,,,柜台,2026-06-02 09:00:00,,2026-06-05 10:00:00,归档,2026-06-18',
];

/** Every file of the small demo province, with a few odd cases among them, imported as the inbox would. */
export const demoProvince = (): Promise<Connection & { url: string }> => demoDatabase(importProvince);

async function importProvince(connection: Connection): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'yekuo-province-'));
  try {
    await saveRuleSets(connection.db, RULE_SETS);
    await writeDemo({ dir, size: 'county', seed: 11, until: UNTIL });
    const files = (await readdir(dir)).filter((name) => name.endsWith('.csv')).sort();
    const list = files.find((name) => name.includes('在途工单'))!;
    await appendFile(join(dir, list), `${ODD.join('\n')}\n`);
    const steps = files.find((name) => name.includes('在途环节'))!;
    await appendFile(
      join(dir, steps),
      ODD.map((row) => `${row.slice(0, 5)},业务受理,2026-06-01 09:00:00,,,,,\n`).join(''),
    );
    for (const name of files) await importInto(connection, join(dir, name), 'demo');
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Imports a text as a file of a source, without a profile unless one is given or it is the demo's. */
export async function importText(
  connection: Connection,
  source: string,
  name: string,
  text: string,
  profile: Profile | null = null,
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'yekuo-text-'));
  try {
    await writeFile(join(dir, name), text);
    await importInto(connection, join(dir, name), source, profile);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Imports a file as a source of its own, without a profile unless it is the demo's. */
export async function importInto(
  { db, pool }: Connection,
  path: string,
  source: string,
  given: Profile | null = null,
): Promise<void> {
  const shipped = join(import.meta.dirname, '../../jobs/import/profiles/demo.json');
  const profile = source === 'demo' ? (JSON.parse(await readFile(shipped, 'utf8')) as Profile) : given;
  const publish = async (...change: Parameters<typeof publishPrimary>) => void (await publishPrimary(...change));
  const report = await importFile({ db, pool, originals: null, publish, now: () => NOW }, { path, source, profile });
  if (report.status !== 'imported') throw new Error(`${report.file}: ${report.status} ${report.message}`);
}

export function appOf({ db }: Connection, within: Scope['within'] = null): Promise<Api> {
  return buildApp({ db, scopeOf: scopeForEveryone(within), webDir: null, version: 'test', log: false, now: () => NOW });
}

export type Query = Record<string, string | number | boolean>;

/** The JSON answer of a word; throws with the problem where there is none. */
export async function ask<T>(app: Api, word: string, query: Query = {}): Promise<T> {
  const reply = await app.inject({
    url: `/api/v1/${word}`,
    query: Object.fromEntries(Object.entries(query).map(([k, v]) => [k, String(v)])),
  });
  if (reply.statusCode !== 200) throw new Error(`${word} ${JSON.stringify(query)}: ${reply.body}`);
  return reply.json<T>();
}

/** The demo's province and, as source `plain`, a log that says nothing but cases, activities and times. */
export async function demoBesidePlain(): Promise<Connection> {
  const connection = await demoProvince();
  const log = ['case,activity,time', 'A,计划,2026-06-01 10:00:00', 'A,完成,2026-06-02 10:00:00'].join('\n');
  await importText(connection, 'plain', 'plain.csv', `${log}\n`);
  return connection;
}
