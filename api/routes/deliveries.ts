import { deliveries } from '../../sql/read/deliveries.ts';
import { DeliveriesQuery, DeliveriesReply } from '../contract/deliveries.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, stampCell } from '../table/words.ts';

export const deliveriesRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/deliveries',
    {
      schema: {
        summary: '各来源的接入方式、最近一次结果与逐日到数情况',
        querystring: tableQuery(DeliveriesQuery.properties),
        response: { 200: DeliveriesReply },
      },
      preSerialization: asTable<DeliveriesReply, DeliveriesReply['sources'][number]>({
        zh: '数据来源',
        en: 'sources',
        rows: (r) => r.sources,
        columns: [
          { zh: '来源', en: 'Source', cell: (s) => s.label },
          { zh: '方式', en: 'Kind', cell: (s, lang) => inWords(s.kind ?? '', lang) },
          { zh: '数据时间', en: 'Data time', cell: (s) => stampCell(s.dataTime) },
          { zh: '最近成功', en: 'Last success', cell: (s) => stampCell(s.succeededAt) },
          { zh: '行数', en: 'Rows', cell: (s) => s.rows },
          { zh: '去向不明', en: 'Whereabouts unknown', cell: (s) => s.missing },
          { zh: '最近错误', en: 'Last error', cell: (s) => s.error },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, ({ db, scope, now }) => deliveries(db, scope, request.query, now), { clock: true }),
  );
};
