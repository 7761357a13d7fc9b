import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { ComplaintsReply } from '../../api/contract/complaints.ts';
import type { CrossTableReply } from '../../api/contract/cross-table.ts';
import type { MeasureFiguresReply } from '../../api/contract/measure-figures.ts';
import type { MetricsDictionaryReply } from '../../api/contract/metrics-dictionary.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { SatisfactionReply } from '../../api/contract/satisfaction.ts';
import type { Api } from '../../api/route.ts';
import { rebuild } from '../../jobs/verdicts/other-rule-sets.ts';
import type { Connection } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { closePeriod } from '../../sql/write/close-period.ts';
import { appOf, ask, demoBesidePlain, NOW, type Query } from './demo-province.ts';

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

describe('the figures of the page of measures', () => {
  it('tells of every measure, or what the source lacks for it', async () => {
    for (const source of ['demo', 'plain']) {
      const { measures } = await ask<MetricsDictionaryReply>(app, 'metrics-dictionary', { source });
      const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', { source });
      const told = new Set(figures.map((f) => f.measure));
      const silent = measures.filter((m) => !m.off && m.missing.length === 0 && !told.has(m.code));
      expect(silent.map((m) => m.code)).toEqual([]);
    }
  });

  it('takes mean, median and P90 of connecting from the days between acceptance and energising', async () => {
    const filter = { source: 'demo', from: '2026-04', to: '2026-06' };
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', filter);
    for (const [part, volts] of [
      ['10kv', 'f.voltage = 10'],
      ['400v', 'f.voltage < 1'],
    ] as const) {
      const { rows } = await connection.pool.query<{ n: number; mean: number; median: number; p90: number }>(`
        select count(*)::int as n, avg(days)::float8 as mean, percentile_disc(0.5) within group (order by days) as median,
               percentile_disc(0.9) within group (order by days) as p90
        from case_fact f join origin o on o.origin = f.origin and o.source = 'demo'
        cross join lateral (
          select (max(e.finished) at time zone o.zone)::date - (f.opened at time zone o.zone)::date as days
          from unnest(f.step, f.finished) as e(step, finished) join step s on s.origin = f.origin and s.step = e.step
          join stage g on g.origin = s.origin and g.stage = s.stage and g.code = 'connect' where e.finished <= o.data_time) e
        where f.state = 1 and f.flags & 5 = 0 and ${volts} and days >= 0 and f.ended <= o.data_time
          and f.ended >= '2026-04-01T00:00:00+08:00' and f.ended < '2026-07-01T00:00:00+08:00'`);
      const { n, mean, median, p90 } = rows[0]!;
      const told = figures.find((f) => f.measure === 'mean-connect-time' && f.part === part)!;
      expect(n).toBeGreaterThan(10);
      expect(told).toMatchObject({ kind: 'days', n, cases: n });
      expect(told.value).toBeCloseTo(mean, 9);
      expect(told.beside).toEqual([
        { of: 'median', value: median },
        { of: 'p90', value: p90 },
      ]);
    }
  });

  it('parts what is long not energised at 70, 120 and 300 days, and counts no case twice', async () => {
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', { source: 'demo' });
    const [all, ...bands] = figures.filter((f) => f.measure === 'long-unenergised');
    expect([all!.part, ...bands.map((f) => f.part)]).toEqual(['71~', '71~119', '120~300', '301~']);
    expect(bands.reduce((sum, f) => sum + f.hits, 0)).toBe(all!.hits);
    const list = { source: 'demo', voltage: '10kv', unenergised: '71~', size: 500 };
    const { rows, basis } = await ask<CasesReply>(app, 'cases', { ...list, population: 'open' });
    const last = new Date(Date.parse(basis.dataTime!) - 1).getTime();
    const days = rows.map(
      (row) => Math.floor(last / 864e5 + 1 / 3) - Math.floor(Date.parse(row.opened) / 864e5 + 1 / 3),
    );
    expect(days.filter((d) => d > 70)).toHaveLength(all!.hits);
    expect(days.filter((d) => d >= 120 && d <= 300)).toHaveLength(bands[1]!.hits);
  });

  it('tells score, complaints and process days as their panels do', async () => {
    const filter = { source: 'demo', from: '2026-04', to: '2026-06' };
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', filter);
    const of = (measure: string, part = '') => figures.find((f) => f.measure === measure && f.part === part)!;
    const calls = await ask<SatisfactionReply>(app, 'satisfaction', filter);
    expect(of('satisfaction-score')).toMatchObject({ kind: 'points', value: calls.score, excluded: calls.noOpinion });
    const said = await ask<ComplaintsReply>(app, 'complaints', filter);
    expect(of('complaints-per-10k').value).toBe(((said.first + said.unlinked) / said.customers!) * 10_000);
    expect(of('complaints-per-10k')).toMatchObject({ value: said.perTenThousand, n: said.customers });
    const days = { ...filter, rows: 'class', measures: 'process-days' };
    const { lines } = await ask<CrossTableReply>(app, 'cross-table', days);
    const { n, median, p90 } = lines.at(-1)!.cells.at(-1)![0]!;
    expect(of('process-days', 'median')).toMatchObject({ kind: 'working-days', n, value: median });
    expect(of('process-days', 'p90')).toMatchObject({ n, value: p90 });
  });

  it('tells what is past an internal limit only of a source that is judged by one', async () => {
    const told = async (rules?: string) => {
      const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', {
        source: 'demo',
        ...(rules && { rules }),
      });
      return figures.find((f) => f.measure === 'internal-overdue');
    };
    const across = async () => {
      const asked = { source: 'demo', rows: 'class', measures: 'internal-overdue' };
      return (await ask<CrossTableReply>(app, 'cross-table', asked)).lines.at(-1)!.cells[0]![0];
    };
    expect(await told()).toBeUndefined();
    expect(await across()).toBeNull();
    const { rows } = await connection.pool.query<{ origin: number; ruleSet: number }>(`
      select origin, r.rule_set::int as "ruleSet" from origin, rule_set r
      where source = 'demo' and r.code = 'internal-example'`);
    await rebuild(connection.pool, rows[0]!);
    const { late } = await ask<OpenStockReply>(app, 'open-stock', { source: 'demo' });
    expect(late.internal).toBeGreaterThan(0);
    expect(await told()).toMatchObject({ kind: 'count', hits: late.internal });
    expect(await across()).toMatchObject({ n: late.internal });
    const list = { source: 'demo', population: 'open', late: 'internal', size: 1 };
    expect((await ask<CasesReply>(app, 'cases', list)).total).toBe(late.internal);
    // Of the internal limit itself 超内控 says nothing: what is past it is overdue then.
    expect(await told('internal-example')).toBeUndefined();
  });
});

describe('a month closed before the time to connect was frozen', () => {
  const MEASURES = 'mean-connect-time.400v,completions';
  const connected = async (more: Query) => {
    const { figures } = await ask<MeasureFiguresReply>(app, 'measure-figures', { source: 'demo', ...more });
    const table = { source: 'demo', rows: 'class', measures: MEASURES, ...more };
    const { lines, measures, unkept } = await ask<CrossTableReply>(app, 'cross-table', table);
    const [figure] = figures.filter((f) => f.measure === 'mean-connect-time' && f.part === '400v');
    const { lists: _, ...told } = figure!;
    return { figure: told, cells: lines.at(-1)!.cells.at(-1)!, lacks: measures.map(({ lacks }) => lacks), unkept };
  };

  it('says so as reported, with the month, and tells no number; a month that froze it tells it', async () => {
    for (const month of ['2026-04', '2026-05'])
      await inTransaction(connection.pool, (trx) => closePeriod(trx, { source: 'demo', month, by: '丙', at: NOW }));
    const sql = await readFile(join(import.meta.dirname, '../../sql/migrations/0027_kept_connect_time.sql'), 'utf8');
    await connection.pool.query(`
      delete from reported_cube where stage in (-14, -15) and piece / 2 = 2026 * 12 + 4;
      alter table closed_period drop column connect_time;
      ${sql}`);

    const kept = { from: '2026-04', to: '2026-04' };
    const told = await connected({ ...kept, reading: 'reported' });
    expect(told).toEqual(await connected(kept));
    expect(told.figure.value).toBeGreaterThan(1);
    for (const [from, to] of [
      ['2026-05', '2026-05'],
      ['2026-04', '2026-05'],
    ] as const) {
      const { figure, cells, lacks, unkept } = await connected({ from, to, reading: 'reported' });
      expect(figure).toMatchObject({ value: null, n: null, excluded: null, beside: [], unkept: ['2026-05'] });
      expect([lacks, unkept]).toEqual([['frozen', null], ['2026-05']]);
      expect(cells[0]).toBeNull();
      expect(cells[1]!.n).toBeGreaterThan(10);
    }
    expect((await connected({ from: '2026-05', to: '2026-05' })).figure.value).toBeGreaterThan(1);
    const query = { source: 'demo', rows: 'class', measures: MEASURES, reading: 'reported', format: 'csv' };
    const csv = await app.inject({ url: '/api/v1/cross-table', query: { ...query, from: '2026-05', to: '2026-05' } });
    expect(csv.body).toContain('"合计","关账时未冻结此项",');
  });
});
