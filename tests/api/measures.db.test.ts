import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BranchesReply } from '../../api/contract/branches.ts';
import type { ComplianceRateReply } from '../../api/contract/compliance-rate.ts';
import type { MeasureFiguresReply } from '../../api/contract/measure-figures.ts';
import type { MetricsDictionaryReply } from '../../api/contract/metrics-dictionary.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { SatisfactionReply } from '../../api/contract/satisfaction.ts';
import type { StageDistributionReply } from '../../api/contract/stage-distribution.ts';
import type { WhatIfReply } from '../../api/contract/what-if.ts';
import { wholeScope } from '../../api/access/scope-of.ts';
import type { ScoresReply } from '../../api/contract/scores.ts';
import type { Api } from '../../api/route.ts';
import { cases } from '../../sql/read/cases.ts';
import { openStock } from '../../sql/read/open-stock.ts';
import type { CasesQuestion } from '../../sql/read-ground/cases-from.ts';
import { groundOf, type Question } from '../../sql/read-ground/ground.ts';
import { overdueCases } from '../../sql/read-ground/overdue-cases.ts';
import { within } from '../../sql/read-ground/within.ts';
import type { Connection } from '../../sql/database.ts';
import { CUBE } from '../../sql/vocabulary.ts';
import { saveSetting } from '../../sql/write/settings.ts';
import { saveTargets } from '../../sql/write/targets.ts';
import { expectConservation, expectKeptInCube, expectStanding } from '../conservation.ts';
import { appOf, ask, demoBesidePlain, importText } from './demo-province.ts';

let connection: Connection;
let app: Api;
beforeAll(async () => {
  connection = await demoBesidePlain();
  app = await appOf(connection);
}, 240_000);
afterAll(async () => {
  await app?.close();
  await connection?.close();
});

describe('the metrics dictionary', () => {
  it('says of each source what it cannot tell', async () => {
    const missing = async (source: string) => {
      const { measures } = await ask<MetricsDictionaryReply>(app, 'metrics-dictionary', { source });
      return Object.fromEntries(measures.map((m) => [m.code, m.missing]));
    };
    const demo = await missing('demo');
    expect(demo['compliance-rate']).toEqual([]);
    expect(demo['callback-punctuality']).toEqual([]);
    expect(demo['customer-round-trips']).toEqual(['supplement']);
    for (const code of ['complaints-per-10k', 'time-mismatch', 'designation']) expect(demo[code]).toEqual([]);
    const plain = await missing('plain');
    expect(plain['complaints-per-10k']).toContain('complaint');
    expect(plain['online-share']).toEqual(['channel']);
    expect(plain['satisfaction-rate']).toEqual(['callback', 'grade']);
  });

  it('shows the figures the panels show, and none a source cannot tell', async () => {
    const filter = { source: 'demo', from: '2026-04', to: '2026-06' };
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', filter);
    const of = (measure: string, part = '') => figures.find((f) => f.measure === measure && f.part === part);
    const rates = await ask<ComplianceRateReply>(app, 'compliance-rate', filter);
    for (const group of rates.groups.slice(0, 2))
      expect(of('compliance-rate', group.group)).toMatchObject({ kind: 'share', hits: group.met, n: group.n });
    const stock = await ask<OpenStockReply>(app, 'open-stock', filter);
    expect(of('open-overdue')).toMatchObject({ kind: 'count', hits: stock.overdue, n: null });
    expect(of('carry-over-rate')).toMatchObject({
      hits: stock.flow.closing,
      n: stock.flow.opening + stock.flow.applied,
    });
    const calls = await ask<SatisfactionReply>(app, 'satisfaction', filter);
    expect(of('satisfaction-rate')!.hits / of('satisfaction-rate')!.n!).toBe(calls.rate);
    expect(of('time-mismatch')).toMatchObject({ hits: calls.timeDeviates, n: calls.timesAsked });
    expect(of('designation')).toMatchObject({ kind: 'count', hits: calls.designated });
    expect(of('customer-round-trips', 'failed-inspections')!.kind).toBe('mean');
    expect(of('online-share')!.hits / of('online-share')!.n!).toBeGreaterThan(0.7);

    const plain = await ask<MeasureFiguresReply>(app, 'measure-figures', { source: 'plain' });
    const told = new Set(plain.figures.map((f) => f.measure));
    for (const measure of ['satisfaction-rate', 'online-share', 'callback-rate', 'customer-round-trips'])
      expect({ measure, told: told.has(measure) }).toEqual({ measure, told: false });
    expect(told.has('open-stock')).toBe(true);
  });

  it.each([
    ['of whole months', '2026-04', '2026-05', 1],
    ['of a month that is not over', '2026-06', '2026-06', 0],
  ])('leads from every figure to as many cases, %s', async (_, from, to, least) => {
    const filter = { source: 'demo', from, to };
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', filter);
    const lists = figures.flatMap(({ measure, part, lists, cases, nCases, excluded }) => [
      { of: `${measure} ${part}`, list: lists.hits, long: cases },
      { of: `${measure} ${part}, n`, list: lists.n, long: nCases },
      { of: `${measure} ${part}, excluded`, list: lists.excluded, long: excluded },
    ]);
    expect(lists.filter(({ list, long }) => list === null && long !== null).map(({ of }) => of)).toEqual([]);
    for (const { of, list, long } of lists) {
      if (list === null) continue;
      const { total } = await ask<CasesReply>(app, 'cases', { ...filter, size: 1, ...list });
      expect({ of, total }).toEqual({ of, total: long });
    }
    const some = (measure: string, part = '') => figures.find((f) => f.measure === measure && f.part === part)!.cases;
    const those = [some('return-rate'), some('customer-round-trips', 'failed-inspections'), some('online-share')];
    const more = [some('mean-connect-time', '10kv'), some('mean-connect-time', '400v'), some('process-days', 'p90')];
    for (const count of [...those, ...more, some('long-unenergised', '71~')])
      expect(count).toBeGreaterThanOrEqual(least);
  });

  it('counts a step that arrives again after a later stage as a return, and nothing else', async () => {
    const rows = [
      ['BACK', '受理', 1],
      ['BACK', '审核', 2],
      ['BACK', '验收', 3],
      ['BACK', '审核', 4],
      ['BACK', '验收', 5],
      ['TWICE', '受理', 1],
      ['TWICE', '受理', 2],
      ['TWICE', '审核', 3],
      ['TWICE', '验收', 4],
    ];
    const text = rows.map(([key, step, day]) => `${key},${step},2026-06-0${day} 10:00:00`).join('\n');
    await importText(connection, 'returns', 'returns.csv', `case,activity,time\n${text}\n`);
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', { source: 'returns' });
    expect(figures.find((f) => f.measure === 'return-rate')).toMatchObject({ hits: 1, n: 2 });

    // The source's own records go before what the steps look like, once it delivers any.
    await connection.pool.query(`insert into step_return (origin, case_key, returned_at, occurrence, reason, file, line)
      select origin, case_key, '2026-06-03T00:00:00+08:00', 1, '', 1, 1 from case_fact f
      where case_key in ('BACK', 'TWICE') and origin = (select origin from origin where source = 'returns')`);
    await connection.pool.query(`update origin set version = version + 1 where source = 'returns'`);
    const recorded = await ask<MeasureFiguresReply>(app, 'measure-figures', { source: 'returns' });
    expect(recorded.figures.find((f) => f.measure === 'return-rate')).toMatchObject({ hits: 2, n: 2 });
  });
});

describe('a target', () => {
  it('stands beside its measure from its day on, with a gap that is positive where the figure is better', async () => {
    const filter = { source: 'demo', from: '2026-04', to: '2026-06' };
    const told = async (more: Record<string, string> = {}) => {
      const { figures, basis } = await ask<MeasureFiguresReply>(app, 'measure-figures', { ...filter, ...more });
      const of = (measure: string, part = '') => figures.find((f) => f.measure === measure && f.part === part)!;
      return { unit: basis.unit, rate: of('compliance-rate', 'hv'), overdue: of('open-overdue') };
    };
    const before = await told();
    expect([before.rate.target, before.overdue.target]).toEqual([null, null]);
    const { unit } = before;
    const target = (measure: string, part: string, from: string, direction: 'higher' | 'lower', value: number) => ({
      ...{ measure, part, unit, from, direction, value, challenge: null, points: null },
    });
    const stamp = { by: '李', at: Date.UTC(2026, 5, 1) * 1000 };
    const all = [
      target('compliance-rate', 'hv', '2026-01-01', 'higher', 0.5),
      target('compliance-rate', 'hv', '2026-06-01', 'higher', 0.99),
      target('open-overdue', '', '2026-01-01', 'lower', 0),
    ];
    await saveTargets(connection.db, 'demo', all, stamp);
    const { rate, overdue } = await told();
    expect(rate.target).toMatchObject({ value: 0.99, from: '2026-06-01', direction: 'higher' });
    expect(rate.target!.gap).toBeCloseTo(rate.hits / rate.n! - 0.99, 12);
    expect(overdue.target!.gap).toBe(0 - overdue.hits);
    const { groups } = await ask<ComplianceRateReply>(app, 'compliance-rate', filter);
    expect(groups.map((one) => one.target)).toEqual([rate.target, null, null]);
    const compared = () => ask<BranchesReply>(app, 'branches', { ...filter, group: 'hv' });
    const [city] = (await compared()).rows.filter(({ n }) => n > 0);
    const own = { ...all[0]!, unit: city!.unit, value: 0.9, challenge: 0.98 };
    await saveTargets(connection.db, 'demo', [own], { ...stamp, at: stamp.at + 1e6 });
    const { rows } = await compared();
    expect(rows.filter((row) => row.target !== null)).toMatchObject([
      { unit: city!.unit, target: { value: 0.9, challenge: 0.98, gap: city!.rate! - 0.9 } },
    ]);
    expect((await ask<BranchesReply>(app, 'branches', { ...filter, stage: 'plan' })).rows.map((r) => r.target)).toEqual(
      rows.map(() => null),
    );
    expect((await told({ from: '2026-04', to: '2026-05' })).rate.target).toMatchObject({ value: 0.5 });

    // Points alone make no score: the customer's formula does, from its day on.
    const scored = { ...all[0]!, from: '2026-05-01', value: 0.5, challenge: 0.9, points: 20 };
    await saveTargets(connection.db, 'demo', [scored, { ...all[2]!, points: 5 }], { ...stamp, at: stamp.at + 2e6 });
    const may = { from: '2026-05', to: '2026-05' };
    expect((await told(may)).rate.target).toMatchObject({ points: 20, score: null });
    const formula = { target: 0.8, challenge: 1, short: 0.01, least: 0.1 };
    const given = { source: 'demo', name: 'score-formula', from: '2026-05-01', authority: '考核办法' } as const;
    await saveSetting(connection.db, { ...given, value: formula, ...stamp });
    const now = await told(may);
    const rate5 = now.rate.hits / now.rate.n!;
    expect(now.rate.target!.score).toBeCloseTo(
      20 * (rate5 < 0.5 ? Math.max(0.1, 0.8 - (0.5 - rate5)) : 0.8 + 0.2 * Math.min(1, (rate5 - 0.5) / 0.4)),
      10,
    );
    expect(now.overdue.target!.score).toBeCloseTo(5 * Math.max(0.1, 0.8 - 0.01 * now.overdue.hits), 10);
    // Together they are the unit's score; what has no figure here is named and in neither sum.
    const warned = { ...all[2]!, measure: 'warnings-sent', points: 7 };
    await saveTargets(connection.db, 'demo', [warned], { ...stamp, at: stamp.at + 3e6 });
    const together = await ask<ScoresReply>(app, 'scores', { ...filter, ...may });
    expect(together.units).toEqual([
      {
        ...{ unit, unitName: together.basis.unitName, n: 2, points: 25 },
        score: expect.closeTo(now.rate.target!.score! + now.overdue.target!.score!, 10) as number,
        without: [{ measure: 'warnings-sent', part: '', points: 7, name: { zh: '督办预警次数', en: 'Warnings sent' } }],
      },
    ]);
    const april = await ask<ScoresReply>(app, 'scores', { ...filter, from: '2026-04', to: '2026-04' });
    expect([april.formula, april.units]).toEqual([null, []]);
    const rates = await ask<ComplianceRateReply>(app, 'compliance-rate', { ...filter, ...may });
    expect(rates.groups[0]!.target).toEqual(now.rate.target);
    expect((await told({ from: '2026-04', to: '2026-04' })).overdue.target).toMatchObject({ points: 5, score: null });
    await expect(saveTargets(connection.db, 'demo', [{ ...all[0]!, unit: 'nowhere' }], stamp)).rejects.toThrow(
      'no unit',
    );
  });
});

describe('the conservation law', () => {
  it('holds for every unit and month of the province', () => expectConservation(connection.db));

  it('is broken by what one unit lost', async () => {
    const lost = connection.db.transaction().execute(async (trx) => {
      await trx.deleteFrom('cube').where('stage', '=', -2).where('unit', '=', 3).execute();
      await expectConservation(trx);
    });
    await expect(lost).rejects.toThrow('to deeply equal');
  });
});

describe('late cases at a month’s start and callbacks', () => {
  it('stand in the cube as facts tell them', () => expectKeptInCube(connection.db));

  it.each([CUBE.lateAtStart, CUBE.calledBack])('are missed where one is lost (%i)', async (stage) => {
    const lost = connection.db.transaction().execute(async (trx) => {
      await sql`delete from cube where (unit, quarter, stage) in (
        select unit, quarter, stage from cube where stage = ${stage} limit 1)`.execute(trx);
      await expectKeptInCube(trx);
    });
    await expect(lost).rejects.toThrow('to deeply equal');
  });
});

describe('open cases', () => {
  it('stand in the cube as their clocks say', () => expectStanding(connection.db));

  it('are missed where one is lost', async () => {
    const lost = connection.db.transaction().execute(async (trx) => {
      await sql`delete from cube where (unit, quarter, stage) in (
        select unit, quarter, stage from cube where stage = ${CUBE.open} limit 1)`.execute(trx);
      await expectStanding(trx);
    });
    await expect(lost).rejects.toThrow('to deeply equal');
  });

  it.each<Question>([{}, { unit: '33401' }, { class: 'lv-resident' }])(
    'come and go on the days the facts name: %j',
    async (question) => {
      const asked = { source: 'demo', ...question };
      const { days } = await openStock(connection.db, wholeScope, asked, 0);
      const g = await groundOf(connection.db, wholeScope, asked, 0);
      const { rows } = await sql<{ day: string; applied: number; ended: number }>`
        select to_char(d, 'YYYY-MM-DD') as day, count(*) filter (where not over)::int as applied,
               count(*) filter (where over)::int as ended
        from (select (least(f.opened, f.ended) at time zone ${g.zone})::date as d, false as over from case_fact f where ${within(g)}
              union all select (f.ended at time zone ${g.zone})::date, true from case_fact f where ${within(g)}) e
        where d <= ${g.dataDay}::date and d > ${g.dataDay}::date - 45 group by d order by d`.execute(connection.db);
      expect(days.length).toBeGreaterThan(20);
      expect(days).toEqual(rows);
    },
  );
});

describe('late cases in the order of acceptance', () => {
  const year = { source: 'demo', from: '2025-07', to: '2026-06', verdict: 'overdue' } as const;
  const now = Date.UTC(2026, 6, 1, 1) * 1000;

  it.each<CasesQuestion & Question>([
    { population: 'ended' },
    { population: 'ended', group: 'lv', daysFrom: 5 },
    { population: 'stopped', stage: 'plan' },
    { population: 'stopped', stage: 'connect', class: 'lv-resident' },
    { population: 'stopped-any', from: '2026-02', to: '2026-05' },
  ])('are those of the pages: %j', async (asked) => {
    const question = { ...year, ...asked };
    const list = await cases(connection.db, wholeScope, { ...question, size: 5000 }, now);
    const g = await groundOf(connection.db, wholeScope, question, now);
    const { from, total } = (await overdueCases(connection.db, g, question, 0))!;
    const { rows } = await sql<{ key: string }>`
      select f.case_key as key from ${from} order by c.opened desc, f.case_key`.execute(connection.db);
    expect(rows.map(({ key }) => key)).toEqual(list.rows.map(({ caseKey }) => caseKey));
    expect([total, total > 0]).toEqual([list.total, true]);
    expect(await overdueCases(connection.db, g, question)).toBeNull();
  });
});

describe('a limit that is tried', () => {
  const year = { from: '2025-07', to: '2026-06', stage: 'plan', class: 'lv-nonresident' };

  it('tells what was judged where it is the limit in force, days off apart', async () => {
    const reply = await ask<WhatIfReply>(app, 'what-if', { source: 'demo', ...year });
    const judged = await ask<StageDistributionReply>(app, 'stage-distribution', { source: 'demo', ...year });
    expect(reply.limit).toBe(judged.limit);
    expect(reply.history).toMatchObject({ decided: judged.decided, reportedLate: judged.late });
    expect(reply.history.late).toBe(judged.late - reply.onDayOff!);
    expect(reply.open.reportedLate).toBe(judged.openOverdue);
    expect(reply.open.late).toBe(judged.openOverdue);
    expect(reply.open.n).toBe(judged.open);
    expect(reply.units.reported).toBeGreaterThan(0);
  });

  it('equals the list of clocks beyond it, for the unit and for each below it', async () => {
    for (const limit of [0, 2, 5]) {
      const reply = await ask<WhatIfReply>(app, 'what-if', { source: 'demo', ...year, limit });
      const list = { source: 'demo', ...year, population: 'stopped', daysFrom: limit + 1, size: 1 };
      expect((await ask<CasesReply>(app, 'cases', list)).total).toBe(reply.history.late);
      for (const row of reply.rows)
        expect((await ask<CasesReply>(app, 'cases', { ...list, unit: row.unit })).total).toBe(row.late);
      expect(reply.rows.reduce((sum, row) => sum + row.late, 0)).toBe(reply.history.late);
    }
  });

  it('makes fewer late the longer it is', async () => {
    const at = (limit: number) => ask<WhatIfReply>(app, 'what-if', { source: 'demo', ...year, limit });
    const tried = await Promise.all([1, 3, 8, 30].map(at));
    for (const [i, next] of tried.slice(1).entries()) {
      expect(next.history.late).toBeLessThanOrEqual(tried[i]!.history.late);
      expect(next.open.late).toBeLessThanOrEqual(tried[i]!.open.late);
      expect(next.units.affected).toBeLessThanOrEqual(tried[i]!.units.affected);
    }
  });
});
