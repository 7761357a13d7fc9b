import { satisfaction } from '../../sql/read/satisfaction.ts';
import { filterFields } from '../contract/filter.ts';
import { SatisfactionReply } from '../contract/satisfaction.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const satisfactionRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/satisfaction',
    {
      schema: {
        summary: '满意度：统计期内回访',
        querystring: tableQuery(filterFields),
        response: { 200: SatisfactionReply },
      },
      preSerialization: asTable<SatisfactionReply, SatisfactionReply['byUnit'][number]>({
        zh: '满意度',
        en: 'satisfaction',
        rows: (r) => r.byUnit,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '已回访', en: 'Made', cell: (row) => row.made },
          { zh: '回访成功', en: 'Answered', cell: (row) => row.answered },
          { zh: '不评价', en: 'No opinion', cell: (row) => row.noOpinion },
          { zh: '满意', en: 'Satisfied', cell: (row) => row.satisfied },
          { zh: '满意率', en: 'Rate', cell: (row) => rateCell(row.satisfied, row.answered - row.noOpinion) },
        ],
      }),
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => satisfaction(db, scope, request.query, now)),
  );
};
