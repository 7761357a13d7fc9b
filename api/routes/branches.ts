import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { wilson } from '../../jobs/statistics/wilson.ts';
import { branches } from '../../sql/read/branches.ts';
import { BranchesReply } from '../contract/branches.ts';
import { filterFields } from '../contract/filter.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

/** Fewer decided cases than this are a small sample (design §5). */
const MINIMUM = 50;

export const branchesRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/branches',
    {
      schema: {
        summary: '下级单位时限达标率排名，95% 区间',
        querystring: tableQuery(filterFields),
        response: { 200: BranchesReply },
      },
      preSerialization: asTable<BranchesReply, BranchesReply['rows'][number]>({
        zh: '单位对比',
        en: 'branches',
        rows: (r) => r.rows,
        columns: [
          { zh: '名次', en: 'Rank', cell: (row) => row.rank },
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '可判定件数', en: 'Decided', cell: (row) => row.n },
          { zh: '达标件数', en: 'Met', cell: (row) => row.met },
          { zh: '达标率', en: 'Rate', cell: (row) => rateCell(row.met, row.n) },
          { zh: '区间下限', en: 'Interval from', cell: (row) => row.low },
          { zh: '区间上限', en: 'Interval to', cell: (row) => row.high },
          { zh: '无法判定', en: 'Undecidable', cell: (row) => row.undecidable },
          { zh: '中位数（工作日）', en: 'Median (working days)', cell: (row) => row.median },
          { zh: 'P90（工作日）', en: 'P90 (working days)', cell: (row) => row.p90 },
          { zh: '在途', en: 'Open', cell: (row) => row.open },
          { zh: '在途超期', en: 'Open overdue', cell: (row) => row.openOverdue },
          { zh: '上年同期达标率', en: 'Previous year', cell: (row) => row.previousYearRate },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => ranked(await branches(db, scope, request.query, now))),
  );
};

/** Adds ranks, intervals and percentiles, and sorts by rate, units without decided cases last. */
export function ranked({ rows, ...read }: Awaited<ReturnType<typeof branches>>) {
  const rates = rows.flatMap((row) => (row.rate === null ? [] : [row.rate]));
  const placed = rows.map(({ days, ...row }) => {
    const interval = wilson(row.met, row.n);
    return {
      ...row,
      rank: row.rate === null ? null : 1 + rates.filter((rate) => rate > row.rate!).length,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      small: row.n < MINIMUM,
      median: dayPercentile(days, 0.5),
      p90: dayPercentile(days, 0.9),
    };
  });
  return { ...read, rows: placed.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity)) };
}
