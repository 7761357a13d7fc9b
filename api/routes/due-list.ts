import { dueList } from '../../sql/read/due-list.ts';
import { DueListReply } from '../contract/due-list.ts';
import { filterFields } from '../contract/filter.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const dueListRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/due-list',
    {
      schema: {
        summary: '今日必办：按单位与当前责任部门',
        querystring: tableQuery(filterFields),
        response: { 200: DueListReply },
      },
      preSerialization: asTable<DueListReply, DueListReply['rows'][number]>({
        zh: '今日必办',
        en: 'due-list',
        rows: (r) => r.rows,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '当前责任部门', en: 'Department in charge', cell: (row) => row.department },
          { zh: '今日到期', en: 'Due today', cell: (row) => row.dueToday },
          { zh: '明日到期', en: 'Due tomorrow', cell: (row) => row.dueTomorrow },
          { zh: '在途超期', en: 'Overdue', cell: (row) => row.overdue },
          { zh: '超期最久（天）', en: 'Longest over (days)', cell: (row) => row.longestOver },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, ({ db, scope, now }) => dueList(db, scope, request.query, now), { clock: true }),
  );
};
