import { accountManager } from '../../sql/read/account-manager.ts';
import { AccountManagerReply } from '../contract/account-manager.ts';
import { filterFields } from '../contract/filter.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const accountManagerRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/account-manager',
    {
      schema: {
        summary: '客户经理制：全程一人、变更与无客户经理；只到单位，不列个人',
        querystring: tableQuery(filterFields),
        response: { 200: AccountManagerReply },
      },
      preSerialization: asTable<AccountManagerReply, AccountManagerReply['rows'][number]>({
        zh: '客户经理制',
        en: 'account-manager',
        rows: (r) => r.rows,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '归档', en: 'Archived', cell: (row) => row.n },
          { zh: '环节有客户经理', en: 'Named in the steps', cell: (row) => row.known },
          { zh: '全程一人', en: 'One throughout', cell: (row) => row.one },
          { zh: '全程一人占比', en: 'Share of one throughout', cell: (row) => rateCell(row.one, row.known) },
          { zh: '有变更', en: 'Changed', cell: (row) => row.changed },
          { zh: '变更次数', en: 'Changes', cell: (row) => row.changes },
          { zh: '曾无客户经理', en: 'None for a time', cell: (row) => row.gap },
          { zh: '无客户经理天数', en: 'Days without', cell: (row) => row.gapDays },
          { zh: '在途', en: 'Open', cell: (row) => row.open },
          { zh: '在途无客户经理', en: 'Open without', cell: (row) => row.openWithout },
        ],
      }),
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => accountManager(db, scope, request.query, now)),
  );
};
