import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeAnswers, type Answer } from '../../api/cli/answers.ts';
import type { BranchesReply } from '../../api/contract/branches.ts';
import type { BridgeReply } from '../../api/contract/bridge.ts';
import type { CaseReply } from '../../api/contract/case.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { ComplianceRateReply } from '../../api/contract/compliance-rate.ts';
import type { CrossTableReply } from '../../api/contract/cross-table.ts';
import type { DeadlineHuggingReply } from '../../api/contract/deadline-hugging.ts';
import type { HeatMapReply } from '../../api/contract/heat-map.ts';
import type { MeasureFiguresReply } from '../../api/contract/measure-figures.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { RateChangeReply } from '../../api/contract/rate-change.ts';
import type { StageClassesReply } from '../../api/contract/stage-classes.ts';
import type { StageDistributionReply } from '../../api/contract/stage-distribution.ts';
import type { StageStripReply } from '../../api/contract/stage-strip.ts';
import type { StageUnitsReply } from '../../api/contract/stage-units.ts';
import type { WhatIfReply } from '../../api/contract/what-if.ts';
import type { XmrReply } from '../../api/contract/xmr.ts';
import type { Api } from '../../api/route.ts';
import type { ClockLine } from '../../jobs/clock/clock-lines.ts';
import { rebuild } from '../../jobs/verdicts/other-rule-sets.ts';
import type { Connection } from '../../sql/database.ts';
import { exemptionStates } from '../../sql/read/exemption-states.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { closePeriod } from '../../sql/write/close-period.ts';
import { yekuo } from '../command.ts';
import { appOf, ask, demoProvince, NOW, type Query } from './demo-province.ts';

let connection: Connection & { url: string };
let app: Api;
let key: { origin: number; ruleSet: number };
beforeAll(async () => {
  connection = await demoProvince();
  app = await appOf(connection);
  const head = await connection.db.selectFrom('origin').select(['origin', 'rule_set']).executeTakeFirstOrThrow();
  key = { origin: head.origin, ruleSet: head.rule_set };
}, 400_000);
afterAll(async () => {
  await app?.close();
  await connection?.close();
});

const MONTH = { source: 'demo', from: '2026-05', to: '2026-05' };
let given = 0;
const take = (by: string, ...answers: Answer[]) =>
  takeAnswers(connection.pool, answers, { source: 'demo', by, at: NOW + 1000 * ++given });
const lateIn = async (stage: string, more: Query = {}): Promise<string[]> =>
  (
    await ask<CasesReply>(app, 'cases', { ...MONTH, population: 'stopped', stage, verdict: 'overdue', ...more })
  ).rows.map((row) => row.caseKey);
const strip = async (stage: string, more: Query = {}) =>
  (await ask<StageStripReply>(app, 'stage-strip', { ...MONTH, ...more })).stages.find((s) => s.stage === stage)!;
/** A stage with a late clock in the month. */
const lateStage = async () => {
  const { stages } = await ask<StageStripReply>(app, 'stage-strip', MONTH);
  return stages.toSorted((a, b) => b.late - a.late)[0]!.stage;
};

describe('an exemption', () => {
  it('is asked for with evidence and decided by somebody else with a reason; what is not late needs none', async () => {
    const stage = await lateStage();
    const [late] = await lateIn(stage);
    const of = { case: late!, stage };
    await expect(take('甲', { action: 'ask', ...of })).rejects.toThrow('needs evidence');
    await take('甲', { action: 'ask', ...of, text: '客户书面要求延期' });
    const { answers } = await ask<CaseReply>(app, 'case', { source: 'demo', key: late! });
    expect(answers).toMatchObject([{ stage, exemption: 'asked', askedBy: '甲', evidence: '客户书面要求延期' }]);
    await expect(take('甲', { action: 'ask', ...of, text: '再次' })).rejects.toThrow('waiting already');
    await expect(take('甲', { action: 'approve', ...of, text: '同意' })).rejects.toThrow('somebody else has to decide');
    await expect(take('乙', { action: 'approve', ...of })).rejects.toThrow('needs a reason');
    const [met] = (
      await ask<CasesReply>(app, 'cases', { ...MONTH, population: 'stopped', stage, verdict: 'met', size: 1 })
    ).rows;
    await expect(take('甲', { action: 'ask', case: met!.caseKey, stage, text: 'x' })).rejects.toThrow(
      'is not late under "demo-primary"',
    );
    await take('乙', { action: 'refuse', ...of, text: '证据不足' });
    await expect(take('乙', { action: 'approve', ...of, text: '同意' })).rejects.toThrow('no request');
    await expect(take('甲', { action: 'explain', ...of, cause: 'weather' })).rejects.toThrow('none of utility');
    await take('甲', { action: 'explain', ...of, cause: 'customer', text: '客户要求' });
    const [state] = await exemptionStates(connection.db, { ...key, caseKey: late! });
    expect(state).toMatchObject({ exemption: 'refused', decidedBy: '乙', cause: 'customer', saidBy: '甲' });
    expect((await strip(stage, { exempted: 'out' })).late).toBe((await strip(stage)).late);
    const env = { DATABASE_URL: connection.url };
    const { out, err } = await yekuo(['clocks', '--source', 'demo', '--case', late!, '--json'], env);
    const lines = out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ClockLine);
    const refused = lines.filter((line) => line.exemption === 'refused');
    expect(
      refused.map((line) => line.stage),
      err,
    ).toEqual([stage]);
  });

  it('takes an approved clock out of both sides of the rate, out of its list, and out of nothing else', async () => {
    const stage = await lateStage();
    const [late] = await lateIn(stage);
    const before = await strip(stage);
    const open = await ask<OpenStockReply>(app, 'open-stock', MONTH);
    await take('甲', { action: 'ask', case: late!, stage, text: '附件' });
    await take('乙', { action: 'approve', case: late!, stage, text: '同意' });
    expect(await strip(stage)).toEqual({ ...before, exempted: 1 });
    const after = await strip(stage, { exempted: 'out' });
    expect([after.n, after.decided, after.late]).toEqual([before.n - 1, before.decided - 1, before.late - 1]);
    const list = await lateIn(stage, { exempted: 'out' });
    expect([list.length, list.includes(late!)]).toEqual([after.late, false]);
    expect(await ask<OpenStockReply>(app, 'open-stock', { ...MONTH, exempted: 'out' })).toEqual(open);
  });

  it('is a part of the change of the rate where rates are told after exemptions, with its unit and its case', async () => {
    const asked = { ...MONTH, against: 'previous', stage: await lateStage() };
    const told = async (group: string, more: Query = {}) =>
      ask<RateChangeReply>(app, 'rate-change', { ...asked, group, ...more });
    const { kinds } = await ask<RateChangeReply>(app, 'rate-change', asked);
    const replies = await Promise.all(kinds.map((kind) => told(kind, { exempted: 'out' })));
    const after = replies.find((reply) => reply.exemption.after > 0)!;
    const before = await told(after.kind);
    const part = (reply: RateChangeReply) => reply.parts.find((one) => one.part === 'exemption')!;
    expect([after.exemption.before, after.exemption.after, after.after.n]).toEqual([0, 1, before.after.n - 1]);
    expect(part(after).effect).toBeCloseTo(after.change! - before.change!, 12);
    expect(part(after).effect).toBeGreaterThan(0);
    expect([part(before).effect, before.exemption.effect]).toEqual([0, part(after).effect]);
    const [{ behind, code }] = part(after).details as [RateChangeReply['parts'][number]['details'][number]];
    expect(behind).toMatchObject({ list: 'exempted', n: 1 });
    const of = { ...MONTH, population: 'stopped', stage: behind.stage, unit: code, group: after.kind };
    const list = await ask<CasesReply>(app, 'cases', { ...of, mark: 'exempted' });
    expect(list.total).toBe(1);
    expect(await lateIn(behind.stage, { exempted: 'out' })).not.toContain(list.rows[0]!.caseKey);
  });
});

/** What closing a month freezes of every panel of finished clocks. */
async function everyPanel(more: Query = {}): Promise<Record<string, unknown>> {
  const [stage, month] = [await lateStage(), '2026-05'];
  const told = async <T extends { basis: { reading: string } }>(
    word: string,
    pick: (reply: T) => unknown,
    own: Query = { stage },
  ) => {
    const reply = await ask<T>(app, word, { ...MONTH, ...own, ...more });
    expect(reply.basis.reading, word).toBe(more['reading'] ?? 'restated');
    return { [word]: pick(reply) };
  };
  const cross = { rows: 'unit1,class', measures: 'stage-overdue-rate' };
  const capacity = { rows: 'capacity', measures: 'stage-overdue-rate' };
  return Object.assign(
    await told<StageDistributionReply>('stage-distribution', ({ histogram, n, late }) => [histogram, n, late]),
    await told<StageUnitsReply>('stage-units', ({ rows }) =>
      rows.map(({ unit, n, late, p90 }) => [unit, n, late, p90]),
    ),
    await told<StageClassesReply>('stage-classes', ({ rows }) => rows.map((row) => [row.class, row.n, row.late])),
    await told<HeatMapReply>('heat-map', ({ units }) => units, {}),
    await told<WhatIfReply>('what-if', ({ history, rows }) => [history, rows], { stage, limit: 3 }),
    await told<DeadlineHuggingReply>('deadline-hugging', ({ rows }) => rows.map((row) => [row.unit, row.class, row.n])),
    await told<CrossTableReply>('cross-table', ({ lines }) => lines, cross),
    { facts: (await told<CrossTableReply>('cross-table', ({ lines }) => lines, capacity))['cross-table'] },
    await told<MeasureFiguresReply>(
      'measure-figures',
      ({ figures }) => figures.filter((f) => /rate$/.test(f.measure)),
      {},
    ),
    await told<XmrReply>('xmr', ({ series }) =>
      series.map(({ group, points }) => [group, points.find((point) => point.month === month)?.n]),
    ),
  ) as Record<string, unknown>;
}

describe('a closed month', () => {
  it('is closed once, and only when the data have come to its end', async () => {
    const close = (month: string) =>
      inTransaction(connection.pool, (trx) => closePeriod(trx, { source: 'demo', month, by: '丙', at: NOW }));
    await expect(close('2026-06')).rejects.toThrow('not come to the end');
    expect(await close('2026-05')).toEqual([key.ruleSet]);
    await expect(close('2026-05')).rejects.toThrow('closed already');
  });

  it('reads as it was reported after the facts have changed, and the bridge leads from one to the other', async () => {
    const rates = (more: Query = {}) => ask<ComplianceRateReply>(app, 'compliance-rate', { ...MONTH, ...more });
    const told = (await rates()).groups.map(({ n, met, late }) => ({ n, met, late }));
    const units = async (more: Query = {}) => {
      const of = (group: string) => ask<BranchesReply>(app, 'branches', { ...MONTH, ...more, group });
      const [hv, lv] = [await of('hv'), await of('lv')];
      const rows = [...hv.rows, ...lv.rows];
      return { basis: hv.basis, rows, told: rows.map(({ unit, n, met, median }) => [unit, n, met, median]).sort() };
    };
    const restated = await units();
    expect((await units({ reading: 'reported' })).told).toEqual(restated.told);
    expect(await everyPanel({ reading: 'reported' })).toEqual(await everyPanel());
    const same = await ask<BridgeReply>(app, 'bridge', MONTH);
    expect(same.reported).toEqual(same.restated);
    expect(same.closed).toEqual([{ month: '2026-05', at: expect.any(String), by: '丙' }]);

    // One late case was archived a month later than recorded, one case of June belongs to May after all.
    const { rows } = await ask<CasesReply>(app, 'cases', { ...MONTH, population: 'ended', verdict: 'overdue' });
    const other = await ask<CasesReply>(app, 'cases', {
      ...{ source: 'demo', from: '2026-06', to: '2026-06', population: 'ended', verdict: 'met', size: 1 },
    });
    const version = sql<number>`version + 1`;
    await connection.db.updateTable('origin').set({ version }).execute();
    const move = (caseKey: string, days: number) =>
      sql`update case_fact set ended = ended + make_interval(days => ${days}), version = (select version from origin)
          where case_key = ${caseKey}`.execute(connection.db);
    await move(rows[0]!.caseKey, -40);
    await move(other.rows[0]!.caseKey, -20);
    await rebuild(connection.pool, key);

    const reported = await rates({ reading: 'reported' });
    expect(reported.basis).toMatchObject({ reading: 'reported', unclosed: [] });
    expect(reported.groups.map(({ n, met, late }) => ({ n, met, late }))).toEqual(told);
    const frozen = await units({ reading: 'reported' });
    expect(frozen.basis).toMatchObject({ reading: 'reported', unclosed: [] });
    expect(frozen.told).toEqual(restated.told);
    expect((await units()).told).not.toEqual(restated.told);
    // No month of the year before was closed.
    expect(frozen.rows.map((row) => row.previousYearRate)).toEqual(frozen.rows.map(() => null));
    expect(frozen.rows.some((row) => row.spark.filter((rate) => rate !== null).length > 1)).toBe(false);
    const both = await units({ reading: 'reported', from: '2026-05', to: '2026-06' });
    expect([both.basis.unclosed, both.told]).toEqual([['2026-06'], restated.told]);
    const bridge = await ask<BridgeReply>(app, 'bridge', MONTH);
    expect(bridge.reported).toEqual(same.reported);
    const now = (await rates()).groups;
    const sum = (pick: 'n' | 'late') => now.reduce((all, group) => all + group[pick], 0);
    expect([bridge.restated.decided, bridge.restated.late]).toEqual([sum('n'), sum('late')]);
    const total = (pick: 'n' | 'decided' | 'late') =>
      bridge.parts
        .filter((part) => part.cause !== 'exemption')
        .reduce((all, part) => all + part.difference[pick], bridge.reported[pick]);
    expect({ n: total('n'), decided: total('decided'), late: total('late') }).toEqual(bridge.restated);
    const part = (cause: string) => bridge.parts.find((one) => one.cause === cause)!;
    expect(part('correction').list.map((one) => one.caseKey)).toContain(rows[0]!.caseKey);
    expect(part('late-arrival').list.map((one) => one.caseKey)).toContain(other.rows[0]!.caseKey);
    expect(part('rules').cases + part('calendar').cases + part('mapping').cases).toBe(0);
  });

  it('lists what other limits change as their doing', async () => {
    // As if the month had been closed under other rules: the verdicts that differ now differ by them.
    await sql`update closed_period set basis = jsonb_set(basis, '{rules}', '{}'), version = version + 1000`.execute(
      connection.db,
    );
    await sql`update reported_page set verdict = array_replace(verdict, 1::smallint, 0::smallint)`.execute(
      connection.db,
    );
    const { parts } = await ask<BridgeReply>(app, 'bridge', { ...MONTH, stage: await lateStage() });
    const rules = parts.find((part) => part.cause === 'rules')!;
    expect(rules.difference.late).toBeGreaterThan(0);
    expect(rules.difference.n).toBe(0);
  });

  it('reads as reported on every panel of finished clocks, whatever class its cases are of since', async () => {
    const reported = await everyPanel({ reading: 'reported' });
    await sql`update origin set version = version + 1`.execute(connection.db);
    await sql`update case_fact set version = (select version from origin),
        class = case class when 'lv-resident' then 'lv-nonresident' when 'lv-nonresident' then 'hv-single' else class end`.execute(
      connection.db,
    );
    await rebuild(connection.pool, key);
    const [frozen, restated] = [await everyPanel({ reading: 'reported' }), await everyPanel()];
    expect(frozen).toEqual(reported);
    const same = Object.keys(frozen).filter((word) => JSON.stringify(frozen[word]) === JSON.stringify(restated[word]));
    expect(same).toEqual([]);
  });

  it('says of a month that is not closed that nothing was reported', async () => {
    const june = await ask<ComplianceRateReply>(app, 'compliance-rate', { source: 'demo', reading: 'reported' });
    expect(june.basis.unclosed).toEqual(['2026-06']);
    expect(june.groups.every((group) => group.n === 0 && group.previousYear === null)).toBe(true);
  });
});
