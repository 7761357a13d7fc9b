import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountManagerReply } from '../../api/contract/account-manager.ts';
import type { BranchesReply } from '../../api/contract/branches.ts';
import type { CaseReply } from '../../api/contract/case.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { ComplaintsReply } from '../../api/contract/complaints.ts';
import type { CrossTableReply } from '../../api/contract/cross-table.ts';
import type { DeadlineHuggingReply } from '../../api/contract/deadline-hugging.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { RateChangeReply } from '../../api/contract/rate-change.ts';
import type { SatisfactionReply } from '../../api/contract/satisfaction.ts';
import type { SatisfactionWaitReply } from '../../api/contract/satisfaction-wait.ts';
import type { StageClassesReply } from '../../api/contract/stage-classes.ts';
import type { StageDistributionReply } from '../../api/contract/stage-distribution.ts';
import type { StageOpenReply } from '../../api/contract/stage-open.ts';
import type { StageUnitsReply } from '../../api/contract/stage-units.ts';
import type { Api } from '../../api/route.ts';
import type { Connection } from '../../sql/database.ts';
import { appOf, ask, demoProvince, importText, type Query } from './demo-province.ts';

let connection: Connection;
let app: Api;
beforeAll(async () => {
  connection = await demoProvince();
  const steps = (key: string, ...managers: string[]) =>
    managers.map((manager, i) => `${key},步骤${i},2026-06-0${1 + 2 * i} 10:00:00,${manager}`);
  const log = [
    ...steps('ONE', '甲', '甲', '甲'),
    ...steps('TWICE', '甲', '乙', '甲'),
    ...steps('GAP', '', '甲', '甲'),
    ...steps('BOTH', '甲', '', '乙'),
    ...steps('NOBODY', '', '', ''),
  ];
  const fields = { step: 'activity', at: 'time', manager: '客户经理' };
  await importText(connection, 'managers', 'managers.csv', `case,activity,time,客户经理\n${log.join('\n')}\n`, {
    name: 'managers',
    tables: [{ shape: 'event', key: ['case'], fields }],
  });
  app = await appOf(connection);
}, 240_000);
afterAll(async () => {
  await app?.close();
  await connection?.close();
});

const YEAR = { from: '2025-07', to: '2026-06' };
const total = async (query: Query) => (await ask<CasesReply>(app, 'cases', { size: 1, ...query })).total;

// 交叉表
const CLOCKS = 'completions,compliance-rate.lv,process-days,stage-overdue-rate';
const TABLES: [string, Query][] = [
  ['units, two levels, by month', { rows: 'unit1,unit2', column: 'month', from: '2026-05', measures: CLOCKS }],
  ['units by stage', { rows: 'unit2', column: 'stage', measures: 'stage-overdue-rate,open-overdue,internal-overdue' }],
  [
    'class and business by capacity',
    { rows: 'class,business', column: 'capacity', measures: 'applications,open-stock' },
  ],
  [
    'industry by channel',
    { rows: 'industry', column: 'channel', measures: 'completions,stage-overdue-rate,callback-rate' },
  ],
  [
    'channel of one county',
    { unit: '33410', rows: 'channel', measures: 'process-days,satisfaction-rate,satisfaction-score' },
  ],
  [
    'time to connect by unit and month',
    {
      rows: 'unit1,class',
      column: 'month',
      from: '2026-04',
      measures: 'mean-connect-time.10kv,mean-connect-time.400v',
    },
  ],
  ['time to connect by channel', { unit: '33410', rows: 'channel', measures: 'mean-connect-time.400v,completions' }],
  ['complaints by unit and month', { rows: 'unit2,unit3', column: 'month', measures: 'complaints-per-10k' }],
  ['complaints by channel and class', { rows: 'channel', column: 'class', measures: 'complaints-per-10k,completions' }],
  ['one class', { class: 'hv-single', rows: 'unit1', column: 'industry', measures: 'compliance-rate.hv,completions' }],
];

describe.each(TABLES)('%s', (_, query) => {
  it('has cells as long as their lists, totals included', async () => {
    const table = await ask<CrossTableReply>(app, 'cross-table', { ...YEAR, ...query });
    const { rows: _rows, column: _column, measures: _measures, ...filter } = { ...YEAR, ...query } as Query;
    expect(table.lines.length).toBeGreaterThan(2);
    let checked = 0;
    for (const [l, { at, cells }] of table.lines.entries())
      for (const [c, line] of cells.entries()) {
        // Every line of the totals and a few others: a list each is slow.
        const inTotal = at.includes(null) || c === cells.length - 1;
        if ((l * 7 + c) % (inTotal ? 9 : 61) !== 0) continue;
        const narrowed = [...at.map((place, i) => (place === null ? {} : table.rows[i]!.values[place]!.query))];
        narrowed.push(table.column?.values[c]?.query ?? {});
        for (const [m, cell] of line.entries()) {
          const { n, hits, told } = table.measures[m]!;
          if (!told) expect(cell).toBeNull();
          if (cell === null) continue;
          const list = Object.assign({ ...filter, size: 1 }, ...narrowed) as Query;
          const of = async (more: Query) => (await ask<CasesReply>(app, 'cases', { ...list, ...more })).total;
          if (n !== null) expect({ l, c, m, n: await of(n) }).toEqual({ l, c, m, n: cell.n });
          if (hits !== null) expect({ l, c, m, hits: await of(hits) }).toEqual({ l, c, m, hits: cell.hits });
          checked++;
        }
      }
    expect(checked).toBeGreaterThan(1);
  });
});

describe('totals', () => {
  it('score the grades as the page of the satisfaction does', async () => {
    const { score } = await ask<SatisfactionReply>(app, 'satisfaction', YEAR);
    const query = { ...YEAR, rows: 'channel', measures: 'satisfaction-score,completions' };
    const { lines } = await ask<CrossTableReply>(app, 'cross-table', query);
    const [scored, completed] = lines.at(-1)!.cells.at(-1)!;
    expect(scored!.points).toBeCloseTo(score!, 10);
    expect(completed!.points).toBeNull();
    expect(new Set(lines.map(({ cells }) => cells.at(-1)![0]!.points)).size).toBeGreaterThan(2);
  });

  it('count complaints and customers as the page of the complaints does, at every unit', async () => {
    // One of a unit without a case, and one that says neither.
    await connection.pool.query(`
      insert into complaint
      select (jsonb_populate_record(c, jsonb_build_object('number', n, 'case_key', null, 'unit', u))).*
      from (select c from complaint c where made >= '2026-01-01' and made < '2026-06-01' limit 1) one(c),
           (values ('UNLINKED-1', '33410'), ('UNLINKED-2', null)) more(n, u)`);
    const query = { ...YEAR, rows: 'unit1', column: 'month', measures: 'complaints-per-10k,satisfaction-rate' };
    const { rows, lines } = await ask<CrossTableReply>(app, 'cross-table', query);
    const said = await ask<ComplaintsReply>(app, 'complaints', YEAR);
    const cellOf = (unit: string | null) =>
      lines.find(({ at }) => (at[0] === null ? null : rows[0]!.values[at[0]!]!.value) === unit)!.cells.at(-1)![0];
    const { first, unlinked, customers, perTenThousand } = said;
    expect(first).toBeGreaterThan(5);
    expect(unlinked).toBe(2);
    expect(cellOf(null)).toMatchObject({ hits: first, unlinked, n: customers, per10k: perTenThousand });
    const some = said.byUnit.filter((of) => of.first > 0);
    expect(some.length).toBeGreaterThan(1);
    expect(some.reduce((sum, of) => sum + of.unlinked, 0)).toBe(1);
    for (const of of some)
      expect(cellOf(of.unit)).toMatchObject({
        hits: of.first,
        unlinked: of.unlinked,
        n: of.customers,
        per10k: of.perTenThousand,
      });
  });

  it('are counted from the cases: the whole of every table is the same', async () => {
    const measures = 'applications,completions,stage-overdue-rate,process-days';
    const whole = async (unit: string, query: Query) => {
      const { lines } = await ask<CrossTableReply>(app, 'cross-table', { ...YEAR, unit, measures, ...query });
      return lines.at(-1)!.cells.at(-1);
    };
    const one = await whole('33410', { rows: 'class' });
    expect(one!.every((cell) => cell!.n > 100)).toBe(true);
    for (const rows of ['month', 'month,business', 'channel', 'industry,class', 'capacity'])
      expect(await whole('33410', { rows })).toEqual(one);
    const province = await whole('10001', { rows: 'unit1' });
    expect(await whole('10001', { rows: 'unit2', column: 'month' })).toEqual(province);
    // A percentile of the whole is none of the parts' added or averaged.
    const table = await ask<CrossTableReply>(app, 'cross-table', { ...YEAR, measures: 'process-days', rows: 'class' });
    const parts = table.lines.slice(0, -1).map(({ cells }) => cells[0]![0]!);
    expect(Math.max(...parts.map((cell) => cell.p90!))).toBeGreaterThan(table.lines.at(-1)!.cells[0]![0]!.p90!);
  });

  it('are what other screens say', async () => {
    const query = { ...YEAR, rows: 'unit1', column: 'stage', measures: 'stage-overdue-rate,open-overdue' };
    const table = await ask<CrossTableReply>(app, 'cross-table', query);
    const stock = await ask<OpenStockReply>(app, 'open-stock', YEAR);
    expect(table.lines.at(-1)!.cells.at(-1)![1]!.n).toBe(stock.overdue);
    const plan = table.column!.values.findIndex(({ value }) => value === 'plan');
    const { rows } = await ask<StageUnitsReply>(app, 'stage-units', { ...YEAR, stage: 'plan' });
    for (const row of rows) {
      const line = table.lines.find(({ at }) => at[0] !== null && table.rows[0]!.values[at[0]!]!.value === row.unit);
      expect(line?.cells[plan]![0] ?? { n: 0, hits: 0 }).toMatchObject({ n: row.decided, hits: row.late });
    }
  });

  it('leave out what a measure cannot tell, and refuse a dimension twice', async () => {
    const { measures } = await ask<CrossTableReply>(app, 'cross-table', {
      rows: 'month',
      measures: 'open-stock,applications',
    });
    expect(measures.map(({ told }) => told)).toEqual([false, true]);
    const deep = await ask<CrossTableReply>(app, 'cross-table', { rows: 'channel', measures: 'process-days' });
    expect(deep.measures[0]!.told).toBe(false);
    expect((await app.inject('/api/v1/cross-table?rows=class&column=class')).statusCode).toBe(400);
    expect((await app.inject('/api/v1/cross-table?rows=class,month,unit1')).statusCode).toBe(400);
  });
});

it('says of what the source delivers nothing of that it does not, never 0', async () => {
  const query = { source: 'managers', rows: 'month', measures: 'complaints-per-10k,callback-rate,applications' };
  const { measures, lines } = await ask<CrossTableReply>(app, 'cross-table', query);
  expect(measures.map(({ lacks }) => lacks)).toEqual(['field', 'field', null]);
  const [complaints, callbacks, applications] = lines.at(-1)!.cells[0]!;
  expect([complaints, callbacks]).toEqual([null, null]);
  expect(applications!.n).toBeGreaterThan(0);
  const csv = (await app.inject({ url: '/api/v1/cross-table', query: { ...query, format: 'csv' } })).body.split('\r\n');
  expect(csv[0]).toContain('"万户投诉率","回访率","申请件数 件"');
  expect(csv[1]).toContain('"本数据源无此项","本数据源无此项"');
  expect(csv.join()).not.toContain('"合计",0');
});

it('complaints per 10,000 customers of a source without either say so', async () => {
  const query = { source: 'managers' };
  const said = await ask<ComplaintsReply>(app, 'complaints', query);
  expect(said).toMatchObject({ lacks: ['complaint', 'customers'], customers: null, perTenThousand: null });
  expect((await ask<ComplaintsReply>(app, 'complaints', YEAR)).lacks).toEqual([]);
});

it('is written out as it is seen, with joined heads', async () => {
  const query = 'rows=unit1,class&column=month&measures=completions,stage-overdue-rate&from=2026-05&to=2026-06';
  const csv = (await app.inject(`/api/v1/cross-table?${query}&format=csv`)).body.split('\r\n');
  expect(csv[0]).toContain('"单位","用户类别","2026-05 归档件数 件","2026-05 环节超期率 %","2026-05 环节超期率 n"');
  const { readXlsx } = await import('hucre/xlsx');
  const { rawPayload } = await app.inject(`/api/v1/cross-table?${query}&format=xlsx`);
  const sheet = (await readXlsx(rawPayload)).sheets.at(-1)!;
  expect(sheet.rows[0]!.slice(0, 4)).toEqual(['单位', '用户类别', '2026-05', null]);
  expect(sheet.rows.length).toBe(csv.length - 1 + 2);
  expect(sheet.merges).toContainEqual({ startRow: 0, endRow: 0, startCol: 2, endCol: 4 });
});

// 环节
describe('the open clocks of a stage by days left', () => {
  it.each(['plan', 'connect', 'whole-process'])('are as many as their lists: %s', async (stage) => {
    const reply = await ask<StageOpenReply>(app, 'stage-open', { stage });
    const list = { stage, population: 'running-clock' };
    expect(reply.bars.reduce((sum, bar) => sum + bar.n, reply.without)).toBe(reply.total);
    expect(reply.total).toBe(await total(list));
    expect(reply.overdue).toBe(await total({ ...list, status: 'overdue' }));
    expect(await total({ ...list, dueFrom: 'none' })).toBe(reply.without);
    for (const { n, from, to, left, overdue } of reply.bars) {
      expect(await total({ ...list, ...(from && { dueFrom: from }), ...(to && { dueTo: to }) })).toBe(n);
      expect(left < 0 ? overdue : 0).toBe(left < 0 ? n : 0);
    }
  });
});

it('one account manager is a filter: distribution and open clocks are those of the manager’s cases', async () => {
  const { rows } = await connection.pool.query<{ name: string }>(
    `select p.name from case_fact f join party p on p.origin = f.origin and p.party = f.manager
     group by 1 order by count(*) desc, 1 limit 1`,
  );
  const manager = rows[0]!.name;
  const query = { ...YEAR, stage: 'connect', manager };
  const reply = await ask<StageDistributionReply>(app, 'stage-distribution', query);
  expect(reply.n).toBeGreaterThan(30);
  expect(reply.n).toBe(await total({ ...query, population: 'stopped' }));
  expect(reply.late).toBe(await total({ ...query, population: 'stopped', verdict: 'overdue' }));
  expect(reply.open).toBe(await total({ ...query, population: 'running-clock' }));
  const open = await ask<StageOpenReply>(app, 'stage-open', { stage: 'connect', manager });
  expect(open.total).toBe(reply.open);
  expect((await ask<StageDistributionReply>(app, 'stage-distribution', { ...query, manager: '无此人' })).n).toBe(0);
});

it('classes of a stage are as long as their lists', async () => {
  const query = { ...YEAR, stage: 'plan' };
  const { rows } = await ask<StageClassesReply>(app, 'stage-classes', query);
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const of = { ...query, class: row.class === '' ? '(blank)' : row.class };
    expect(row.n).toBe(await total({ ...of, population: 'stopped' }));
    expect(row.late).toBe(await total({ ...of, population: 'stopped', verdict: 'overdue' }));
    expect(row.openOverdue).toBe(await total({ ...of, population: 'running-clock', status: 'overdue' }));
  }
});

it('what reached and stopped on the last day of its limit is as long as its lists', async () => {
  const query = { ...YEAR, stage: 'plan' };
  const { rows } = await ask<DeadlineHuggingReply>(app, 'deadline-hugging', query);
  const tested = rows.filter((row) => row.test !== null);
  expect(tested.length).toBeGreaterThan(1);
  for (const { unit, class: of, limit, test } of tested) {
    const list = { ...query, unit, class: of, population: 'stopped' };
    expect(await total({ ...list, daysFrom: limit!, daysTo: limit!, verdict: 'met' })).toBe(test!.stopped);
    expect(await total({ ...list, daysFrom: limit! })).toBe(test!.open);
  }
});

// 满意率与用时
it('tells every opinion once by wait and by class, those of a stage by its verdict, each with its list', async () => {
  const said = await ask<SatisfactionReply>(app, 'satisfaction', YEAR);
  const { waits, classes, stages, unended, satisfiedAs } = await ask<SatisfactionWaitReply>(
    app,
    'satisfaction-wait',
    YEAR,
  );
  const sum = (rows: readonly { n: number; satisfied: number }[], of: 'n' | 'satisfied') =>
    rows.reduce((all, row) => all + row[of], 0);
  expect(sum(classes, 'n')).toBe(said.answered - said.noOpinion);
  expect(sum(classes, 'satisfied')).toBe(said.rate! * (said.answered - said.noOpinion));
  expect(sum(waits, 'n') + unended).toBe(sum(classes, 'n'));
  expect(waits.filter(({ n }) => n > 0).length).toBeGreaterThan(2);
  expect(new Set(stages.map(({ verdict }) => verdict)).size).toBe(2);
  const lists = async (row: { n: number; satisfied: number }, query: Query) => {
    const of = (grade: string) => total({ ...YEAR, population: 'callback', grade, ...query });
    expect([await of('opinion'), await of(satisfiedAs), query]).toEqual([row.n, row.satisfied, query]);
  };
  for (const row of waits)
    await lists(row, { daysFrom: row.daysFrom, ...(row.daysTo === null ? {} : { daysTo: row.daysTo }) });
  for (const row of classes) await lists(row, { class: row.class || '(blank)' });
  for (const row of stages.slice(0, 6)) await lists(row, { stage: row.stage, verdict: row.verdict });
});

// 客户经理
it('tells from the steps who had one account manager throughout, changes, and time without one', async () => {
  const { rows } = await ask<AccountManagerReply>(app, 'account-manager', { source: 'managers' });
  const whole = rows.find((row) => row.whole)!;
  // GAP is without one for two days, BOTH for two; a change over a gap is a change.
  expect(whole).toMatchObject({ n: 5, known: 4, one: 1, changed: 2, changes: 3, gap: 2, gapDays: 4 });
});

it('has counts as long as their lists, in the demo too', async () => {
  for (const filter of [{ source: 'managers' }, { source: 'demo', from: '2026-01', to: '2026-06' }] as Query[]) {
    const { rows } = await ask<AccountManagerReply>(app, 'account-manager', filter);
    for (const { unit, n, known, one, changed, gap, open, openWithout } of rows.slice(0, 3)) {
      const of = (more: Query) => total({ ...filter, unit, ...more });
      const ended = (managed: string) => of({ population: 'ended', managed });
      expect({ known: await ended('known'), one: await ended('one') }).toEqual({ known, one });
      expect({ changed: await ended('changed'), gap: await ended('gap') }).toEqual({ changed, gap });
      expect(await of({ population: 'ended' })).toBe(n);
      expect(await of({ population: 'open' })).toBe(open);
      expect(await of({ population: 'open', manager: '(blank)' })).toBe(openWithout);
    }
  }
});

it('knows of the demo that a few cases changed hands half-way', async () => {
  const { rows } = await ask<AccountManagerReply>(app, 'account-manager', {
    source: 'demo',
    from: '2025-07',
    to: '2026-06',
  });
  const { known, one, changed } = rows.find((row) => row.whole)!;
  expect(known).toBeGreaterThan(1000);
  expect(one + changed).toBe(known);
  expect(changed / known).toBeGreaterThan(0.02);
  expect(changed / known).toBeLessThan(0.08);
});

it('similar cases of a case are as many as their list, and those that took no longer', async () => {
  const { rows } = await ask<CasesReply>(app, 'cases', { ...YEAR, population: 'ended', class: 'lv-resident', size: 3 });
  for (const { caseKey } of rows) {
    const { similar, case: own } = await ask<CaseReply>(app, 'case', { key: caseKey });
    const { unit, from, to, n, within, p90 } = similar!;
    const of = { unit, from, to, class: own.class, business: own.business, population: 'ended' };
    expect(n).toBeGreaterThanOrEqual(50);
    expect(await total({ ...of, daysFrom: 0 })).toBe(n);
    expect(await total({ ...of, daysFrom: 0, daysTo: own.days })).toBe(within);
    expect(await total({ ...of, daysFrom: 0, daysTo: p90! })).toBeGreaterThanOrEqual(0.9 * n);
  }
});

it('tells the change of LV of all its classes, each by the clock that decides over its cases', async () => {
  const { after } = await ask<RateChangeReply>(app, 'rate-change', {
    source: 'demo',
    group: 'lv',
    against: 'previous',
  });
  const of = { source: 'demo', from: after.from, to: after.to, population: 'stopped', verdict: 'decided' };
  const whole = await total({ ...of, class: 'lv-resident', stage: 'whole-process' });
  const sum = await total({ ...of, class: 'lv-nonresident', stage: 'utility-sum' });
  expect(Math.min(whole, sum)).toBeGreaterThan(0);
  expect(after.n).toBe(whole + sum);
});

it('counts as open under a clock over several stages the cases where it runs', async () => {
  const by = { source: 'demo', class: 'lv-resident', stage: 'whole-process' };
  const { rows } = await ask<BranchesReply>(app, 'branches', { ...by, group: 'lv' });
  const running = await total({ ...by, population: 'running-clock' });
  expect(running).toBeGreaterThan(0);
  expect(rows.reduce((all, row) => all + row.open, 0)).toBe(running);
  // A case may be late by another of its clocks.
  const late = await total({ ...by, population: 'running-clock', status: 'overdue' });
  expect(late).toBeGreaterThan(0);
  expect(rows.reduce((all, row) => all + row.openOverdue, 0)).toBeGreaterThanOrEqual(late);
});
