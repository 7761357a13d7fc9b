import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rebuild } from '../../../jobs/verdicts/other-rule-sets.ts';
import type { Connection } from '../../../sql/database.ts';
import { migrations } from '../../../sql/migrate.ts';
import { sumsOf } from '../../../sql/histogram.ts';
import { NOW, pieceOf } from '../../../sql/piece.ts';
import { quarterOf, unpackQuarter } from '../../../sql/quarter.ts';
import { CUBE } from '../../../sql/vocabulary.ts';
import { freshDatabase } from '../../database.ts';
import { dump, rewritten, tuples } from './dump.ts';
import { history } from './random-cases.ts';
import { DAY, importCases, makeWorld, ORIGIN, START, type CaseSpec } from './world.ts';

const RULE_SET = 2;
const RUNS = 12;

/** What the migration says of rows that were judged before: the running clocks, taken out of their arrays. */
const migrated = /update case_clock[^;]*;/.exec(migrations.find(({ name }) => name.startsWith('0004'))!.text)![0];

let connection: Connection;
beforeEach(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, RULE_SET);
});
afterEach(() => connection.close());

/** Accepted on day `opened`, plan replied `planDays` later, archived with it unless still open. */
function simple(id: number, unit: number, opened: number, planDays: number, state: CaseSpec['state']): CaseSpec {
  const at = START + opened * DAY;
  const replied = at + planDays * DAY;
  const ended = state === 'open' ? null : replied;
  return {
    id,
    unit,
    class: 'hv-single',
    business: '高压新装',
    state,
    opened: at,
    ended,
    stays: [
      { stage: 'acceptance', arrived: at, finished: at },
      { stage: 'plan', arrived: at, finished: ended },
    ],
  };
}

const march = pieceOf(2024, 3, 1);
const april = pieceOf(2024, 4, 1);

async function cubeOf(unit: number, stage: number): Promise<Record<number, number>> {
  const rows = await connection.db
    .selectFrom('cube')
    .select(['quarter', 'n', 'hists'])
    .where('unit', '=', unit)
    .where('stage', '=', stage)
    .execute();
  return Object.fromEntries(
    rows.flatMap(({ quarter, n, hists }) => {
      const pieces = Array.from(unpackQuarter(hists, quarter), ([piece, hist]) => [piece, sumsOf(hist).n] as const);
      expect(n).toBe(pieces.reduce((sum, [, of]) => sum + of, 0));
      return pieces;
    }),
  );
}

describe('judging what an import changed', () => {
  test('counts a case in its unit and in every unit above', async () => {
    await importCases(connection, [simple(1, 3, 0, 5, 'archived'), simple(2, 5, 0, 40, 'archived')], START + 50 * DAY);
    expect(await cubeOf(3, CUBE.case)).toEqual({ [march]: 1 });
    expect(await cubeOf(1, CUBE.case)).toEqual({ [march]: 1 });
    expect(await cubeOf(0, CUBE.case)).toEqual({ [march]: 1, [april]: 1 });
    expect(await cubeOf(0, CUBE.applied)).toEqual({ [march]: 2 });
  });

  test('counts a case of a unit that has units below it once', async () => {
    await importCases(connection, [simple(1, 1, 0, 5, 'archived'), simple(2, 3, 0, 5, 'archived')], START + 50 * DAY);
    expect(await cubeOf(1, CUBE.case)).toEqual({ [march]: 2 });
    await importCases(connection, [simple(3, 4, 0, 6, 'archived')], START + 51 * DAY);
    expect(await cubeOf(1, CUBE.case)).toEqual({ [march]: 3 });
    expect(await cubeOf(0, CUBE.case)).toEqual({ [march]: 3 });
  });

  test('leaves nothing behind where a case came from', async () => {
    await importCases(connection, [simple(1, 3, 0, 5, 'archived')], START + 50 * DAY);
    await importCases(connection, [simple(1, 5, 0, 40, 'archived')], START + 51 * DAY);
    const rows = await connection.db.selectFrom('cube').select(['unit', 'stage']).execute();
    expect(rows.filter((row) => row.unit === 3 || row.unit === 1)).toEqual([]);
    expect(await cubeOf(5, CUBE.case)).toEqual({ [april]: 1 });
    expect(await cubeOf(0, CUBE.case)).toEqual({ [april]: 1 });
    const pages = await connection.db.selectFrom('case_page').select(['unit', 'piece']).orderBy('piece').execute();
    expect(pages).toEqual([
      { unit: 5, piece: march },
      { unit: 5, piece: april },
    ]);
  });

  test('writes no page and no part whose content stays', async () => {
    const first = [simple(1, 3, 0, 5, 'archived'), simple(2, 4, 0, 5, 'archived'), simple(3, 5, 0, 1, 'open')];
    await importCases(connection, first, START + 20 * DAY);
    const pages = await tuples(connection, 'case_page');
    const parts = await tuples(connection, 'cube');
    const version = await importCases(connection, [simple(4, 3, 35, 1, 'archived')], START + 50 * DAY);

    // The open case of unit 5 was under way when April began, and is late now.
    expect(rewritten(pages, await tuples(connection, 'case_page'))).toEqual(
      [`2: 3 ${april}`, `2: 5 ${NOW}`, `2: 5 ${april}`].sort(),
    );
    const changed = rewritten(parts, await tuples(connection, 'cube'));
    expect(new Set(changed.map((key) => key.split(' ').slice(1, 3).join(' ')))).toEqual(
      new Set([
        ...[3, 1, 5, 2, 0].map((unit) => `${unit} ${quarterOf(april)}`),
        ...[5, 2, 0].map((unit) => `${unit} ${quarterOf(NOW)}`),
      ]),
    );
    const written = await connection.db.selectFrom('cube').select(['quarter', 'written']).execute();
    const changing = [quarterOf(april), quarterOf(NOW)];
    for (const row of written) expect(row.written).toBe(changing.includes(row.quarter) ? version : 1);
  });

  test('writes neither page nor part for a case that comes again unchanged', async () => {
    const specs = [simple(1, 3, 0, 5, 'archived'), simple(2, 4, 0, 1, 'open')];
    await importCases(connection, specs, START + 20 * DAY);
    const before = [await tuples(connection, 'case_page'), await tuples(connection, 'cube')] as const;
    await importCases(connection, specs, START + 20 * DAY);
    expect(rewritten(before[0], await tuples(connection, 'case_page'))).toEqual([]);
    expect(rewritten(before[1], await tuples(connection, 'cube'))).toEqual([]);
  });

  test('judges open cases anew when the data time moves on, though no file names them', async () => {
    await importCases(connection, [simple(1, 3, 0, 1, 'open')], START + 2 * DAY);
    const late = async () => (await connection.db.selectFrom('case_clock').select('late').execute())[0]!.late;
    expect(await late()).toBe(false);
    await importCases(connection, [simple(2, 4, 0, 5, 'archived')], START + 60 * DAY);
    expect((await connection.db.selectFrom('case_clock').selectAll().where('case_id', '=', 1).execute())[0]!.late).toBe(
      true,
    );
  });

  test('counts an end that lies after the data time only when the data time has reached it', async () => {
    await importCases(connection, [simple(1, 3, 0, 30, 'archived')], START + 10 * DAY);
    expect(await cubeOf(3, CUBE.case)).toEqual({});
    await importCases(connection, [simple(2, 4, 0, 1, 'open')], START + 40 * DAY);
    expect(await cubeOf(3, CUBE.case)).toEqual({ [pieceOf(2024, 3, 31)]: 1 });
  });

  test('follows the unit tree when a county moves to another city', async () => {
    await importCases(connection, [simple(1, 4, 0, 5, 'archived')], START + 20 * DAY);
    await connection.db.updateTable('unit').set({ parent: 2 }).where('unit', '=', 4).execute();
    await importCases(connection, [], START + 20 * DAY);
    expect(await cubeOf(1, CUBE.case)).toEqual({});
    expect(await cubeOf(2, CUBE.case)).toEqual({ [march]: 1 });
  });

  test(
    'gives the same clocks, pages and cube as judging everything anew, whatever the history',
    { timeout: 300_000 },
    async () => {
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(history, async (imports) => {
          const own = await freshDatabase();
          try {
            await makeWorld(own.db, RULE_SET);
            let dataTime = START + 30 * DAY;
            for (const { specs, days } of imports) await importCases(own, specs, (dataTime += days * DAY));
            const incremental = await dump(own);
            await rebuild(own.pool, { origin: ORIGIN, ruleSet: RULE_SET });
            expect(incremental).toEqual(await dump(own));
            expect(migrated).toMatch(/^update case_clock/);
            await own.pool.query(migrated);
            expect(incremental).toEqual(await dump(own));
            runs++;
          } finally {
            await own.close();
          }
        }),
        { numRuns: RUNS },
      );
      expect(runs).toBeGreaterThanOrEqual(RUNS);
    },
  );
});
