import { afterAll, beforeAll, expect, it } from 'vitest';
import { scopeForEveryone, wholeScope } from '../../api/access/scope-of.ts';
import { ranked } from '../../api/ranking.ts';
import { settingValue } from '../../api/settings.ts';
import type { Connection } from '../../sql/database.ts';
import { branches, type BranchesQuestion } from '../../sql/read/branches.ts';
import { cases } from '../../sql/read/cases.ts';
import { heatMap } from '../../sql/read/heat-map.ts';
import { satisfaction } from '../../sql/read/satisfaction.ts';
import { satisfactionWait } from '../../sql/read/satisfaction-wait.ts';
import type { Scope } from '../../sql/scope.ts';
import { saveSetting } from '../../sql/write/settings.ts';
import { saveUnitVersions } from '../../sql/write/unit-versions.ts';
import { freshDatabase } from '../database.ts';
import { DAY, importCases, makeWorld, ORIGIN, START, UNITS, type CaseSpec } from '../jobs/verdicts/world.ts';

const NOW = START + 80 * DAY;
const MARCH = { from: '2024-03', to: '2024-03' };
const OPTIONS = { points: [100, 80, 60, 30, 0], neutralCounts: false };
let connection: Connection;

/** Archived high voltage cases, some of which take longer than the plan allows, and one that is open. */
function told(): CaseSpec[] {
  const specs: CaseSpec[] = [];
  for (const [unit, n, late] of [
    [3, 8, 2],
    [4, 6, 1],
    [5, 4, 0],
  ] as const)
    for (let i = 0; i <= n; i++) {
      const ended = i === n ? null : START + (i < late ? 28 : 4) * DAY;
      specs.push({
        id: specs.length + 1,
        unit,
        class: 'hv-single',
        business: '高压新装',
        state: ended === null ? 'open' : 'archived',
        opened: START,
        ended,
        stays: [{ stage: 'plan', arrived: START, finished: ended }],
      });
    }
  return specs;
}

beforeAll(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, 2);
  await importCases(connection, told(), START + 70 * DAY);
  const version = { from: null, to: null, successor: null, dataTime: null, file: 1, line: 1 };
  const codes = new Map(UNITS.map(([unit]) => [unit, `U${unit}`]));
  await saveUnitVersions(connection.db, ORIGIN, [
    ...UNITS.map(([unit, parent]) => ({
      ...version,
      code: `U${unit}`,
      name: `U${unit}`,
      // U4 came to U1 in April; until then it stood under U2.
      parent: unit === 4 ? 'U2' : parent === null ? null : codes.get(parent)!,
    })),
    { ...version, from: '2024-04-01', code: 'U4', name: 'U4', parent: 'U1' },
  ]);
  const set = (name: 'area-nature' | 'minimum' | 'cell-minimum' | 'rank-formula', from: string, json: string) =>
    saveSetting(connection.db, {
      source: 'world',
      name,
      from,
      value: settingValue(name, json),
      by: '甲',
      authority: '',
      at: NOW,
    });
  expect(await set('area-nature', '2024-01-01', '{"U1":"城网","U4":"农网","U5":"农网"}')).toBe(true);
  expect(await set('minimum', '2024-02-01', '5')).toBe(true);
  expect(await set('cell-minimum', '2024-04-01', '3')).toBe(true);
  expect(await set('minimum', '2024-05-01', '500')).toBe(true);
  expect(await set('rank-formula', '2024-04-01', '{"rate":0.5,"open":0.5}')).toBe(true);
}, 120_000);
afterAll(() => connection?.close());

const ask = async (question: BranchesQuestion, scope: Scope = wholeScope) =>
  ranked(await branches(connection.db, scope, { ...MARCH, ...question }, NOW));
const decided = async (question: BranchesQuestion) =>
  (
    await cases(
      connection.db,
      wholeScope,
      { ...MARCH, ...question, population: 'ended', verdict: 'decided', group: 'hv' },
      NOW,
    )
  ).total;

it.each([
  [{}, { U1: 14, U2: 4 }],
  [{ tree: 'then' }, { U1: 8, U2: 10 }],
  [{ nature: '农网' }, { U1: 6, U2: 4 }],
  [{ nature: '城网' }, { U1: 8 }],
  [{ tree: 'then', nature: '农网' }, { U2: 10 }],
] as [BranchesQuestion, Record<string, number>][])('units asked %o count their own lists', async (question, counts) => {
  const { rows, whole, natures } = await ask(question);
  expect(Object.fromEntries(rows.map((row) => [row.unit, row.n]).sort())).toEqual(counts);
  expect(whole.n).toBe(Object.values(counts).reduce((a, b) => a + b, 0));
  expect(natures).toEqual(['农网', '城网'].sort());
  for (const row of rows) {
    expect(await decided({ ...question, unit: row.unit })).toBe(row.n);
    const open = { ...MARCH, ...question, unit: row.unit, population: 'open' as const };
    expect((await cases(connection.db, wholeScope, open, NOW)).total).toBe(row.open);
  }
});

it('shows a reader of one city nothing that stands elsewhere today', async () => {
  const scope = scopeForEveryone({ source: 'world', unit: 'U2' })({} as never);
  expect((await ask({ tree: 'then' }, scope)).rows.map((row) => row.unit)).toEqual(['U5']);
});

it('goes by the settings in force at the end of the period', async () => {
  const march = await ask({});
  expect([march.minimum, march.formula]).toEqual([5, [{ figure: 'rate', weight: 1 }]]);
  expect(march.rows.find((row) => row.unit === 'U2')!.standing).toBe('small');
  const april = await ask({ from: '2024-03', to: '2024-04' });
  expect(april.formula).toHaveLength(2);
  const one = april.rows.find((row) => row.unit === 'U1')!;
  expect(one.score).toBeCloseTo((one.rate! + 1 - one.openOverdue / one.open) / 2, 12);
  const cells = await Promise.all(
    [MARCH, { from: '2024-03', to: '2024-04' }].map((period) => heatMap(connection.db, wholeScope, period, NOW)),
  );
  expect(cells.map(({ minimum }) => minimum)).toEqual([30, 3]);
  expect((await satisfaction(connection.db, wholeScope, MARCH, NOW, OPTIONS)).minimum).toBe(5);
  expect((await satisfactionWait(connection.db, wholeScope, MARCH, NOW, OPTIONS)).minimum).toBe(5);
  expect(() => settingValue('rank-formula', '{"rate":-1}')).toThrow(/weights above 0/);
  expect(() => settingValue('minimum', '"many"')).toThrow(/a number of cases/);
});
