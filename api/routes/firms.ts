import { firms } from '../../sql/read/firms.ts';
import { filterFields } from '../contract/filter.ts';
import { FirmsReply } from '../contract/firms.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const firmsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/firms',
    {
      schema: {
        summary: '设计、施工、设备供应单位：统计期内受理的工单件数，按名称',
        querystring: tableQuery(filterFields),
        response: { 200: FirmsReply },
      },
      preSerialization: asTable<FirmsReply, FirmsReply['firms'][number]>({
        zh: '设计施工供应单位',
        en: 'firms',
        rows: (r) => r.firms,
        columns: [
          { zh: '单位名称', en: 'Firm', cell: (row) => row.firm },
          { zh: '分支机构', en: 'Branches', cell: (row) => row.branches },
          { zh: '工单', en: 'Cases', cell: (row) => row.cases },
          { zh: '设计', en: 'Design', cell: (row) => row.designer },
          { zh: '施工', en: 'Construction', cell: (row) => row.builder },
          { zh: '设备供应', en: 'Supply', cell: (row) => row.supplier },
        ],
      }),
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => firms(db, scope, request.query, now)),
  );
};
