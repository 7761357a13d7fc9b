import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { variants } from '../../sql/read/variants.ts';
import { VariantsQuery, VariantsReply } from '../contract/variants.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const variantsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/variants',
    {
      schema: {
        summary: '路径：归档工单经过的环节次序与用时，回退、返工、客户往返',
        querystring: tableQuery(VariantsQuery.properties),
        response: { 200: VariantsReply },
      },
      preSerialization: asTable<VariantsReply, VariantsReply['top'][number]>({
        zh: '路径',
        en: 'variants',
        rows: (r) => r.top,
        columns: [
          { zh: '环节次序', en: 'Path', cell: (row) => row.stages.map((stage) => stage.name).join(' → ') },
          { zh: '件数', en: 'Cases', cell: (row) => row.n },
          { zh: '总历时中位数（工作日）', en: 'Median (working days)', cell: (row) => row.median },
          { zh: '总历时 P90（工作日）', en: 'P90 (working days)', cell: (row) => row.p90 },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { top, ...read } = await variants(db, scope, request.query, now);
        return {
          ...read,
          top: top.map(({ days, ...row }) => ({
            ...row,
            median: dayPercentile(days, 0.5),
            p90: dayPercentile(days, 0.9),
          })),
        };
      }),
  );
};
