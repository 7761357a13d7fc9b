import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BranchesReply } from '../../api/contract/branches.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { ComplaintsReply } from '../../api/contract/complaints.ts';
import type { ComplianceRateReply } from '../../api/contract/compliance-rate.ts';
import type { DueListReply } from '../../api/contract/due-list.ts';
import type { DutyReply } from '../../api/contract/duty.ts';
import type { FirmsReply } from '../../api/contract/firms.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { RateChangeReply } from '../../api/contract/rate-change.ts';
import type { SatisfactionReply } from '../../api/contract/satisfaction.ts';
import type { SourcesReply } from '../../api/contract/sources.ts';
import type { StageDistributionReply } from '../../api/contract/stage-distribution.ts';
import type { StageStripReply } from '../../api/contract/stage-strip.ts';
import type { StageUnitsReply } from '../../api/contract/stage-units.ts';
import type { SuspensionsReply } from '../../api/contract/suspensions.ts';
import type { TimeToFinishReply } from '../../api/contract/time-to-finish.ts';
import type { TrendReply } from '../../api/contract/trend.ts';
import type { Api } from '../../api/route.ts';
import type { Connection } from '../../sql/database.ts';
import { appOf, ask, demoProvince, type Query } from './demo-province.ts';

let connection: Connection;
let app: Api;
beforeAll(async () => {
  connection = await demoProvince();
  app = await appOf(connection);
}, 240_000);
afterAll(async () => {
  await app?.close();
  await connection?.close();
});

const KINDS = ['first', 'upheld', 'rejected', 'undecided', 'repeated'] as const;

const FILTERS: [string, Query][] = [
  ['the whole source this month', {}],
  ['a city over half a year', { unit: '33401', from: '2026-01', to: '2026-05' }],
  ['one class over a year', { class: 'lv-resident', from: '2025-07', to: '2026-06' }],
  ['one business type', { business: '高压新装', from: '2026-04', to: '2026-06' }],
];

describe.each(FILTERS)('every figure equals the length of its list: %s', (_, filter) => {
  const word = <T>(name: string, more: Query = {}) => ask<T>(app, name, { ...filter, ...more });
  const cells = (figures: [number, Query][]) => figures;
  const check = async (figures: [number, Query][]) => {
    for (const [figure, query] of figures) {
      const { total } = await word<CasesReply>('cases', { size: 1, ...query });
      expect({ query, total }).toEqual({ query, total: figure });
    }
  };

  it('complaints by what became of them, by line and by unit', async () => {
    const r = await word<ComplaintsReply>('complaints');
    expect(r.upheld + r.rejected + r.undecided).toBe(r.first);
    const made = (complaint: string, more: Query = {}): Query => ({ population: 'complaint', complaint, ...more });
    await check([
      [r.first, { population: 'complaint' }],
      ...KINDS.map((kind): [number, Query] => [r[kind], made(kind)]),
      ...r.byChannel.map((row): [number, Query] => [row.first, made('first', { via: row.channel })]),
      ...r.byUnit.map((row): [number, Query] => [row.upheld, made('upheld', { unit: row.unit })]),
    ]);
    for (const kind of KINDS) expect(r.byChannel.reduce((n, row) => n + row[kind], 0)).toBe(r[kind]);
    if (r.byUnit.length > 0)
      expect(r.byUnit.reduce((n, row) => n + row.customers!, 0)).toBeLessThanOrEqual(r.customers!);
  });

  it('accepted cases by the firms that take part', async () => {
    const r = await word<FirmsReply>('firms');
    const applied = (firm: string, firmAs?: string): Query => ({
      ...{ population: 'applied', firm },
      ...(firmAs !== undefined && { firmAs }),
    });
    await check([
      [r.cases, { population: 'applied' }],
      ...r.firms.flatMap((row): [number, Query][] => [
        [row.cases, applied(row.firm)],
        [row.designer, applied(row.firm, 'designer')],
        [row.builder, applied(row.firm, 'builder')],
        [row.supplier, applied(row.firm, 'supplier')],
      ]),
    ]);
  });

  it('suspensions by unit and by reason', async () => {
    const r = await word<SuspensionsReply>('suspensions');
    const suspended = (more: Query = {}): Query => ({ population: 'suspended', ...more });
    const counts = (row: (typeof r.reasons)[number], more: Query): [number, Query][] => [
      [row.suspensions, suspended({ suspension: 'each', ...more })],
      [row.lastMinute, suspended({ suspension: 'last-minute', ...more })],
      [row.retroactive ?? 0, suspended({ suspension: 'retroactive', ...more })],
    ];
    for (const { unit, ...row } of [r.whole, ...r.rows.slice(0, 2)])
      await check([
        [row.cases, { population: 'ended', unit }],
        [row.suspended, suspended({ unit })],
        [row.rescued, suspended({ suspension: 'rescued', unit })],
        ...counts({ reason: '', ...row }, { unit }),
      ]);
    for (const row of r.reasons) await check(counts(row, { reason: row.reason || '(blank)' }));
  });

  it('open stock by status, and the flow of the period', async () => {
    const r = await word<OpenStockReply>('open-stock');
    const parts = [r.overdue, r.atRisk, r.running, r.paused, r.undecidable];
    expect(parts.reduce((a, b) => a + b, 0)).toBe(r.total);
    expect(r.flow.closing).toBe(r.flow.opening + r.flow.applied - r.flow.archived - r.flow.aborted);
    if (r.basis.partial) expect(r.flow.closing).toBe(r.total);
    // Each overdue case is so by its stage, by a sum over several, or by both.
    expect(r.late.stage + r.late.whole).toBeGreaterThanOrEqual(r.overdue);
    expect(Math.max(r.late.stage, r.late.whole)).toBeLessThanOrEqual(r.overdue);
    const open = (status: string): Query => ({ population: 'open', status });
    await check([
      [r.total, { population: 'open' }],
      [r.overdue, open('overdue')],
      [r.atRisk, open('at-risk')],
      [r.running, open('running')],
      [r.paused, open('paused')],
      [r.undecidable, open('undecidable')],
      [r.missing.n, { population: 'open', flag: 'missing' }],
      ...(['stage', 'whole', 'earlier', 'internal', 'provisional'] as const).map((late): [number, Query] => [
        r.late[late],
        { population: 'open', late },
      ]),
      [r.flow.opening, { population: 'opening' }],
      [r.flow.applied, { population: 'applied' }],
      [r.flow.archived, { population: 'ended' }],
      [r.flow.aborted, { population: 'aborted' }],
    ]);
    for (const before of [r.previousMonth, r.previousYear]) {
      if (before === null) continue;
      const from = before.at.slice(0, 7);
      await check([
        [before.total, { population: 'opening', from, to: from }],
        [before.overdue, { population: 'opening', status: 'overdue', from, to: from }],
      ]);
    }
    for (const [flag, n] of Object.entries(r.basis.excluded)) await check([[n, { flag }]]);
  });

  it('rates of HV, LV and other classes', async () => {
    const { groups } = await word<ComplianceRateReply>('compliance-rate');
    for (const g of groups) {
      const of = (verdict: string): Query => ({ population: 'ended', group: g.group, verdict });
      await check([
        [g.n, of('decided')],
        [g.met, of('met')],
        [g.late, of('overdue')],
        [g.undecidable, of('undecidable')],
        [g.noLimit, of('no-limit')],
      ]);
    }
  });

  it('stages: stopped and running clocks', async () => {
    const { stages } = await word<StageStripReply>('stage-strip');
    expect(stages.length).toBeGreaterThan(3);
    for (const s of stages) {
      const of = (more: Query): Query => ({ stage: s.stage, ...more });
      await check([
        [s.n, of({ population: 'stopped' })],
        [s.decided, of({ population: 'stopped', verdict: 'decided' })],
        [s.late, of({ population: 'stopped', verdict: 'overdue' })],
        [s.open, of({ population: 'running-clock' })],
        [s.openOverdue, of({ population: 'running-clock', status: 'overdue' })],
      ]);
    }
  });

  it('every bar of one stage, and the stage by unit', async () => {
    const stage = 'plan';
    const d = await word<StageDistributionReply>('stage-distribution', { stage });
    const last = d.histogram.length - 1;
    await check(
      d.histogram.map((bar) => [
        bar.n,
        {
          stage,
          population: 'stopped',
          daysFrom: bar.days,
          ...(d.tail && bar.days === last ? {} : { daysTo: bar.days }),
        },
      ]),
    );
    await check(
      d.histogram
        .filter((bar) => bar.days < last || !d.tail)
        .map((bar) => [
          bar.late,
          { stage, population: 'stopped', verdict: 'overdue', daysFrom: bar.days, daysTo: bar.days },
        ]),
    );
    const { rows } = await word<StageUnitsReply>('stage-units', { stage });
    for (const { unit, ...row } of rows)
      await check([
        [row.n, { stage, unit, population: 'stopped' }],
        [row.late, { stage, unit, population: 'stopped', verdict: 'overdue' }],
        [row.openOverdue, { stage, unit, population: 'running-clock', status: 'overdue' }],
      ]);
  });

  it.each([{ stage: 'plan' }, { stage: 'whole-process' }, { stage: 'completion', to: '2026-05' }] as Query[])(
    'time to finish %o: finished, withdrawn, under way at the end and at the start',
    async (by) => {
      const r = await word<TimeToFinishReply>('time-to-finish', by);
      expect(r.finished + r.withdrawn + r.running).toBe(r.n);
      const { from, to } = r.basis;
      await check([
        [r.finished, { ...by, from, to, population: 'stopped', daysFrom: 0 }],
        [r.withdrawn, { ...by, from, to, population: 'withdrawn' }],
        [r.entered, { ...by, from, to, population: 'standing' }],
        [
          r.running,
          r.after === null
            ? { ...by, population: 'running-clock', daysFrom: 0 }
            : { ...by, from: r.after, to: r.after, population: 'standing' },
        ],
      ]);
    },
  );

  it.each([{}, { group: 'lv' }, { stage: 'plan' }, { stage: 'whole-process', group: 'lv' }] as Query[])(
    'branches %o',
    async (by) => {
      const { rows, whole, kind } = await word<BranchesReply>('branches', by);
      const of = (more: Query): Query => ({
        ...by,
        group: kind,
        population: by['stage'] ? 'stopped' : 'ended',
        ...more,
      });
      await check(cells([[whole.n, of({ verdict: 'decided' })]]));
      for (const { unit, ...row } of rows)
        await check([
          [row.n, of({ unit, verdict: 'decided' })],
          [row.met, of({ unit, verdict: 'met' })],
          [row.undecidable, of({ unit, verdict: 'undecidable' })],
          [row.open, of({ unit, population: 'open' })],
          [row.openOverdue, of({ unit, population: 'open', status: 'overdue' })],
        ]);
    },
  );

  it.each([
    ['previous', 'hv'],
    ['year', 'hv'],
    ['previous', 'lv'],
    ['year', 'lv'],
  ])('the parts of the change on the %s period of %s add up to it', async (against, group) => {
    const r = await word<RateChangeReply>('rate-change', { against, group });
    if (r.change === null) return;
    expect(r.parts.reduce((sum, part) => sum + part.effect, 0)).toBeCloseTo(r.change, 12);
    const { from, to } = r.after;
    for (const { details, effect } of r.parts) {
      expect(details.reduce((sum, detail) => sum + detail.effect, 0)).toBeCloseTo(effect, 9);
      const largest = details.find((detail) => detail.of === 'unit' && detail.behind.n > 0);
      if (largest === undefined) continue;
      const { list, stage, n, class: own } = largest.behind;
      const which: Query = list === 'overdue' ? { verdict: list } : { mark: list };
      const of: Query = { population: 'stopped', group: r.kind, stage, unit: largest.code, ...which, from, to };
      await check([[n, own === null ? of : { ...of, class: own }]]);
    }
  });

  it('the months of the trend', async () => {
    const { months } = await word<TrendReply>('trend');
    for (const m of months.slice(-5)) {
      const at = { from: m.month, to: m.month };
      const next = m.month.endsWith('-12') ? `${Number(m.month.slice(0, 4)) + 1}-01` : nextOf(m.month);
      const overdue: Query = m.partial
        ? { population: 'open', status: 'overdue' }
        : { population: 'opening', status: 'overdue', from: next, to: next };
      await check([
        [m.hv.n, { ...at, population: 'ended', group: 'hv', verdict: 'decided' }],
        [m.lv.met, { ...at, population: 'ended', group: 'lv', verdict: 'met' }],
        [m.openOverdue, overdue],
      ]);
    }
  });

  it('what is due, by unit and department', async () => {
    const r = await word<DueListReply>('due-list');
    await check([
      [r.total.dueToday, { population: 'open', due: 'today' }],
      [r.total.dueTomorrow, { population: 'open', due: 'tomorrow' }],
      [r.total.overdue, { population: 'open', status: 'overdue' }],
      [r.dueUnverified, { population: 'open', due: 'unverified' }],
    ]);
    for (const row of r.rows.slice(0, 8)) {
      const of = { unit: row.unit, own: true, department: row.department || '(blank)', population: 'open' };
      await check([
        [row.dueToday, { ...of, due: 'today' }],
        [row.dueTomorrow, { ...of, due: 'tomorrow' }],
        [row.overdue, { ...of, status: 'overdue' }],
      ]);
    }
    const duty = await word<DutyReply>('duty');
    expect(duty.groups.map((g) => g.count)).toEqual([
      r.total.overdue,
      r.total.dueToday,
      r.total.dueTomorrow,
      r.dueUnverified,
    ]);
    // What hangs on days nobody announced is marked on the wall, and nothing else.
    const marked = duty.groups.flatMap((g) => g.rows).at(-1)!.caseKey;
    await connection.pool.query(
      `update case_clock c set provisional = f.case_key = $1 from case_fact f
       where f.origin = c.origin and f.case_id = c.case_id and (c.provisional or f.case_key = $1)`,
      [marked],
    );
    const { groups } = await word<DutyReply>('duty', { unit: '10001' });
    const provisional = groups.flatMap((g) => g.rows).filter((row) => row.provisional);
    expect(provisional.map(({ caseKey }) => caseKey)).toEqual([marked]);
  });

  it('satisfaction by grade and by unit', async () => {
    const r = await word<SatisfactionReply>('satisfaction');
    const of = (grade: string): Query => ({ population: 'callback', grade });
    await check([
      [r.due, { population: 'callback' }],
      [r.made, of('made')],
      [r.answered, of('answered')],
      [r.noOpinion, of('no-opinion')],
      ...r.grades.map(({ grade, n }): [number, Query] => [n, of(grade)]),
    ]);
    for (const { unit, ...row } of r.byUnit)
      await check([
        [row.made, { ...of('made'), unit }],
        [row.satisfied, { ...of('positive'), unit }],
      ]);
  });
});

const nextOf = (month: string) => `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`;

describe('the small province', () => {
  it('has every case of its files, some open overdue, some archived', async () => {
    const { sources } = await ask<SourcesReply>(app, 'sources');
    const all = await ask<CasesReply>(app, 'cases');
    expect(sources.map((s) => s.source)).toEqual(['demo']);
    expect(sources[0]!.cases).toBe(all.total);
    expect(all.total).toBeGreaterThan(8_000);
    const stock = await ask<OpenStockReply>(app, 'open-stock');
    expect(stock.overdue).toBeGreaterThan(0);
    // The odd case that was archived before its only step arrived has three of these.
    expect(stock.basis.excluded).toEqual({
      ...{ 'end-before-start': 1, 're-opened': 1, 'stopped-before-start': 1 },
      'unknown-unit': 1,
    });
  });

  it.each(['0', '7', '41'])('has so many cases with %s in their number, many as they may be', async (q) => {
    const all = await connection.pool.query<{ key: string }>('select case_key as key from case_fact');
    const found = await ask<CasesReply>(app, 'cases', { q, size: 1 });
    expect(found.total).toBe(all.rows.filter(({ key }) => key.includes(q)).length);
  });

  it('shows the county whose clocks are rescued by suspensions', async () => {
    const year: Query = { from: '2025-07', to: '2026-06' };
    const r = await ask<SuspensionsReply>(app, 'suspensions', year);
    const sum = (name: 'cases' | 'suspended' | 'rescued' | 'excluded') => r.rows.reduce((n, row) => n + row[name], 0);
    expect(sum('cases')).toBeLessThanOrEqual(r.whole.cases);
    expect(r.reasons.reduce((n, one) => n + one.suspensions, 0)).toBe(r.whole.suspensions);
    const counties = await Promise.all(
      r.rows.map(async ({ unit }) => (await ask<SuspensionsReply>(app, 'suspensions', { ...year, unit })).rows),
    );
    const all = [...r.rows, ...counties.flat()].filter(({ cases }) => cases >= 30);
    const share = ({ rescued, cases }: { rescued: number; cases: number }) => rescued / cases;
    const [top, next] = all.filter(({ unitName }) => unitName.endsWith('县')).toSorted((a, b) => share(b) - share(a));
    expect(top).toMatchObject({ unitName: '芦湾县' });
    expect(share(top!)).toBeGreaterThan(3 * share(next!));
    expect(sum('excluded')).toBeGreaterThan(0);
  });
});

it('the demo has complaints, upheld or not and repeated, and firms written in several ways', async () => {
  const year = { from: '2025-07', to: '2026-06' };
  const complaints = await ask<ComplaintsReply>(app, 'complaints', year);
  for (const kind of ['upheld', 'rejected', 'repeated'] as const) expect(complaints[kind]).toBeGreaterThan(0);
  expect(new Set(complaints.byChannel.map((row) => row.channel))).toEqual(new Set(['95598', '12345', '12398']));
  const { firms, named } = await ask<FirmsReply>(app, 'firms', year);
  expect(named).toBeGreaterThan(20);
  expect(firms.some((row) => row.branches > 0)).toBe(true);
  expect(firms.some((row) => /有限责任公司|\u3000|（/.test(row.firm))).toBe(false);
});
