import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countFlow } from '../../jobs/flow/count-flow.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import type { Connection } from '../../sql/database.ts';
import { FLOW_KINDS, PHASES } from '../../sql/flow.ts';
import { decodeHistogram } from '../../sql/histogram.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { OWNERS } from '../../sql/vocabulary.ts';
import { demoProvince } from './demo-province.ts';

const ORIGIN = 1;
let connection: Connection;
beforeAll(async () => {
  connection = await demoProvince();
  await countFlow(connection.pool, ORIGIN);
}, 240_000);
afterAll(() => connection?.close());

/** Every sum by its words: numbers of series and paths depend on the order in which they were first seen. */
async function sums(): Promise<string[]> {
  const { db } = connection;
  const paths = new Map((await db.selectFrom('flow_path').selectAll().execute()).map((p) => [p.path, p.stages.join()]));
  const words = new Map(
    (await db.selectFrom('flow_series').selectAll().execute()).map((s) => {
      const kind = FLOW_KINDS[s.kind];
      return [s.series, [kind, kind === 'case' ? paths.get(s.a) : s.a, s.b, s.c, s.grp].join(' ')];
    }),
  );
  const parts = await db.selectFrom('flow').selectAll().execute();
  return parts
    .flatMap(({ unit, piece, hist }) =>
      decodeHistogram(hist).map((entry) => `${unit} ${piece} ${words.get(entry.grp)} ${entry.days}: ${entry.n}`),
    )
    .sort();
}

async function totals(unit: number): Promise<Map<string, { n: number; days: number }>> {
  const { db } = connection;
  const series = new Map((await db.selectFrom('flow_series').selectAll().execute()).map((s) => [s.series, s]));
  const found = new Map<string, { n: number; days: number }>();
  for (const { hist } of await db.selectFrom('flow').selectAll().where('unit', '=', unit).execute())
    for (const { grp, days, n } of decodeHistogram(hist)) {
      const { kind, a } = series.get(grp)!;
      for (const key of [FLOW_KINDS[kind]!, `${FLOW_KINDS[kind]} ${a}`]) {
        const sum = found.get(key) ?? { n: 0, days: 0 };
        found.set(key, { n: sum.n + n, days: sum.days + n * days });
      }
    }
  return found;
}

test('every archived case counts once, and its utility days are those of its departments', async () => {
  const all = await totals(0);
  const { rows } = await connection.pool.query<{ n: number }>(
    `select count(*)::int as n from case_fact where state = 1 and flags = 0`,
  );
  expect(all.get('case')!.n).toBe(rows[0]!.n);
  expect(all.get('department')!.days).toBe(all.get(`owner ${OWNERS.indexOf('utility')}`)!.days);
  expect(PHASES).toEqual(['waiting', 'working']);
});

test('a part of a unit is the sum of its cases and of the parts below it', async () => {
  const { rows } = await connection.pool.query<{ n: number }>(
    'select sum(cardinality(series))::int as n from case_flow',
  );
  const all = await totals(0);
  const entries = FLOW_KINDS.reduce((sum, kind) => sum + (all.get(kind)?.n ?? 0), 0);
  expect(entries).toBe(rows[0]!.n);
});

test('counting what changed leaves what counting everything anew leaves', async () => {
  const { pool } = connection;
  const before = await sums();
  await inTransaction(pool, async (trx) => {
    const { version } = await trx.selectFrom('origin').select('version').executeTakeFirstOrThrow();
    await trx
      .updateTable('origin')
      .set({ version: version + 1 })
      .execute();
    // Some cases move to another unit and are opened again, others lose their last event.
    await trx
      .updateTable('case_fact')
      .set({ version: version + 1, unit: 7, state: 0, ended: null })
      .where('case_id', '<', 40)
      .execute();
    await sql`update case_fact set version = ${version + 1}, step = trim_array(step, 1)
      where case_id between 100 and 120 and cardinality(step) > 4`.execute(trx);
    await publishPrimary(trx, { origin: ORIGIN, caseIds: [], version: version + 1 });
  });
  expect(await countFlow(pool, ORIGIN)).toMatchObject({ cases: 56 });
  const incremental = await sums();
  expect(incremental).not.toEqual(before);
  await countFlow(pool, ORIGIN, { everything: true });
  expect(await sums()).toEqual(incremental);
});
