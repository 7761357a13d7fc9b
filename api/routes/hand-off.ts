import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { handOff } from '../../sql/read/hand-off.ts';
import { filterFields } from '../contract/filter.ts';
import { HandOffReply } from '../contract/hand-off.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const handOffRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/hand-off',
    {
      schema: {
        summary: '部门交接：到达至接收用时，回退与往返',
        querystring: tableQuery(filterFields),
        response: { 200: HandOffReply },
      },
      preSerialization: asTable<HandOffReply, HandOffReply['pairs'][number]>({
        zh: '部门交接',
        en: 'hand-off',
        rows: (r) => r.pairs,
        columns: [
          { zh: '交出部门', en: 'From', cell: (pair) => pair.from },
          { zh: '接收部门', en: 'To', cell: (pair) => pair.to },
          { zh: '接收次数', en: 'Accepted', cell: (pair) => pair.n },
          { zh: '到达至接收中位数（工作日）', en: 'Median wait (working days)', cell: (pair) => pair.median },
          { zh: '到达至接收 P90（工作日）', en: 'P90 wait (working days)', cell: (pair) => pair.p90 },
          { zh: '回退', en: 'Returned', cell: (pair) => pair.back },
          { zh: '往返', en: 'Given back', cell: (pair) => pair.pingPong },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { pairs, departments, ...read } = await handOff(db, scope, request.query, now);
        return {
          ...read,
          pairs: pairs
            .map(({ days, ...pair }) => {
              const { n, median, p90 } = spread(days);
              return { ...pair, n, median, p90 };
            })
            .sort((a, b) => b.n - a.n),
          departments: departments
            .map(({ department, wait, work }) => ({ department, wait: spread(wait), work: spread(work) }))
            .sort((a, b) => b.wait.n - a.wait.n),
        };
      }),
  );
};

function spread(days: readonly number[]) {
  const n = days.reduce((sum, count) => sum + count, 0);
  const total = days.reduce((sum, count, day) => sum + count * day, 0);
  return { n, median: dayPercentile(days, 0.5), p90: dayPercentile(days, 0.9), mean: n === 0 ? null : total / n };
}
