import { ranked } from '../../api/ranking.ts';
import { inForce } from '../../api/in-force.ts';
import { withParts } from '../../api/rate-parts.ts';
import { wholeScope } from '../../api/access/scope-of.ts';
import type { Db } from '../../sql/database.ts';
import { inSnapshot } from '../../sql/read-ground/snapshot.ts';
import { branches, type BranchesQuestion } from '../../sql/read/branches.ts';
import { caseDetail } from '../../sql/read/case.ts';
import { cases } from '../../sql/read/cases.ts';
import { complianceRate } from '../../sql/read/compliance-rate.ts';
import { crossTable, type CrossQuestion } from '../../sql/read/cross-table.ts';
import { dueList } from '../../sql/read/due-list.ts';
import { duty } from '../../sql/read/duty.ts';
import { heatMap } from '../../sql/read/heat-map.ts';
import { openStock } from '../../sql/read/open-stock.ts';
import { processMap } from '../../sql/read/process-map.ts';
import { rateChange, type RateChangeQuestion } from '../../sql/read/rate-change.ts';
import { satisfaction } from '../../sql/read/satisfaction.ts';
import { spectrum } from '../../sql/read/spectrum.ts';
import { stageDistribution } from '../../sql/read/stage-distribution.ts';
import { stageStrip } from '../../sql/read/stage-strip.ts';
import { stageUnits } from '../../sql/read/stage-units.ts';
import { timeToFinish } from '../../sql/read/time-to-finish.ts';
import { trend } from '../../sql/read/trend.ts';
import { xmr } from '../../sql/read/xmr.ts';
import type { Budget } from './line.ts';
import { MONTH, RIVALS, YEAR } from './rivals.ts';

type Rows = readonly object[];

/** One dashboard read. `ask` resolves to what makes the answer's rows, as its rival gives them. */
export type Read = { name: string; budget: Budget; ask: (db: Db) => Promise<() => Rows>; rival: string | null };

/** The morning after the demo's last day. */
const NOW = Date.UTC(2026, 6, 1, 1) * 1000;

/** Most milliseconds; SCREEN is a proposal, the others are the targets for a load larger than the demo's. */
const SCREEN: Budget = { median: 10, p95: 25 };
const SUMS: Budget = { median: 3, p95: 10 };
const RANKING: Budget = { median: 8, p95: 15 };
const LIST: Budget = { median: 5, p95: 15 };
const STATIONS: Budget = { median: 20, p95: 40 };
const HEAT: Budget = { median: 25, p95: 50 };
const CASE: Budget = { median: 2, p95: 5 };
const DRAWN: Budget = { p95: 250 };

/** As a route asks: in one snapshot. */
function word<Q, R>(
  name: string,
  budget: Budget,
  read: (db: Db, scope: typeof wholeScope, question: Q, now: number) => Promise<R>,
  question: Q,
  rival: { sql: string; rows: (answer: R) => Rows } | null,
): Read {
  const ask = async (db: Db) => {
    const answer = await inSnapshot(db, (snapshot) => read(snapshot, wholeScope, question, NOW));
    return () => rival?.rows(answer) ?? [];
  };
  return { name, budget, ask, rival: rival?.sql ?? null };
}

type Stock = { total: number; overdue: number; atRisk: number };
const stock = (r: Stock): Rows => [{ total: r.total, overdue: r.overdue, atRisk: r.atRisk }];
const byUnit = (a: { unit: string }, b: { unit: string }) => (a.unit < b.unit ? -1 : 1);
const PLAN = { ...YEAR, stage: 'plan' };
/** Median and P90 of the whole process by unit: of the province's load 183 counties two levels down, 1,500 stations three. */
const ranking = (unit: 'unit2' | 'unit3'): CrossQuestion => ({
  ...{ ...YEAR, class: 'lv-resident' },
  ...{ dimensions: [unit], measures: ['process-days'], bands: [], needs: () => [] },
});

/** The pages of fifty cases in turn; which, the first round asks. */
let keys: string[] = [];
let opened = 0;
const someCase = async (db: Db, scope: typeof wholeScope, question: typeof PLAN, now: number) => {
  if (keys.length === 0)
    keys = (await cases(db, scope, { ...question, population: 'stopped' }, now)).rows.map(({ caseKey }) => caseKey);
  return caseDetail(db, scope, { ...question, key: keys[opened++ % keys.length]! }, now);
};

export const READS: readonly Read[] = [
  word('open-stock', SCREEN, openStock, MONTH, { sql: RIVALS.stock, rows: stock }),
  word('compliance-rate', SUMS, complianceRate, YEAR, {
    sql: RIVALS.kinds,
    rows: (r) => r.groups.filter((g) => g.n > 0).map(({ group, n, met }) => ({ group, n, met })),
  }),
  word('stage-strip', SUMS, stageStrip, YEAR, {
    sql: RIVALS.stages,
    rows: (r) =>
      r.stages
        .filter((s) => s.n > 0)
        .map(({ stage, n, late }) => ({ stage, n, late }))
        .sort((a, b) => (a.stage < b.stage ? -1 : 1)),
  }),
  word('trend', SUMS, trend, YEAR, {
    sql: RIVALS.months,
    rows: (r) =>
      r.months
        .filter(({ month }) => month >= YEAR.from)
        .flatMap(({ month, hv, lv }) => [
          { month, hv: false, ...lv },
          { month, hv: true, ...hv },
        ])
        .filter(({ n }) => n > 0),
  }),
  word('due-list', SCREEN, dueList, MONTH, null),
  word(
    'satisfaction',
    SCREEN,
    (db, scope, question: { from: string; to: string }, now) =>
      satisfaction(db, scope, question, now, { points: [100, 80, 60, 30, 0], neutralCounts: false }),
    MONTH,
    {
      sql: RIVALS.callbacks,
      rows: (r) => r.months.map(({ month, n, satisfied }) => ({ month, n, satisfied })),
    },
  ),
  word('stage-distribution', SCREEN, stageDistribution, PLAN, {
    sql: RIVALS.stage,
    rows: ({ n, late }) => [{ n, late }],
  }),
  word('stage-units', RANKING, stageUnits, PLAN, {
    sql: RIVALS.stageUnits,
    rows: (r) =>
      r.rows
        .filter(({ n }) => n > 0)
        .map(({ unit, n, late }) => ({ unit, n, late }))
        .sort(byUnit),
  }),
  word(
    'branches',
    RANKING,
    branches,
    { ...YEAR, class: 'lv-resident' },
    {
      sql: RIVALS.branches,
      rows: (r) =>
        r.rows
          .filter(({ n }) => n > 0)
          .map(({ unit, n, met }) => ({ unit, n, met }))
          .sort(byUnit),
    },
  ),
  word(
    'cases',
    LIST,
    cases,
    { ...PLAN, population: 'stopped' as const, verdict: 'overdue' as const },
    { sql: RIVALS.cases, rows: (r) => r.rows.map(({ caseKey }) => ({ key: caseKey, total: r.total })) },
  ),
  word('cases-by-number', { p95: 500 }, cases, { ...MONTH, q: '4711' }, null),
  word('case', CASE, someCase, PLAN, null),
  word('heat-map', HEAT, heatMap, YEAR, null),
  word(
    'cross-table-heat',
    HEAT,
    crossTable,
    {
      ...YEAR,
      dimensions: ['unit2', 'stage'],
      measures: ['stage-overdue-rate'],
      bands: [],
      needs: () => [],
    } satisfies CrossQuestion,
    null,
  ),
  word('cross-table-counties', RANKING, crossTable, ranking('unit2'), null),
  word('cross-table-stations', STATIONS, crossTable, ranking('unit3'), null),
  word('process-map', DRAWN, processMap, YEAR, null),
  word('spectrum', DRAWN, spectrum, YEAR, null),
  word(
    'branches-compared',
    { p95: 60 },
    async (db, scope, question: BranchesQuestion, now) => ranked(await branches(db, scope, question, now)),
    { ...YEAR, group: 'lv' },
    null,
  ),
  word(
    'rate-change',
    { p95: 100 },
    async (db, scope, question: RateChangeQuestion, now) => {
      const read = await rateChange(db, scope, question, now);
      return withParts(read, await inForce(db, read.basis));
    },
    YEAR,
    null,
  ),
  word('time-to-finish', { p95: 250 }, timeToFinish, PLAN, null),
  word('xmr', SCREEN, xmr, YEAR, null),
  word('duty', SCREEN, duty, MONTH, { sql: RIVALS.stock, rows: stock }),
];
