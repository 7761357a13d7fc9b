import { responsibility } from '../../sql/read/responsibility.ts';
import { filterFields } from '../contract/filter.ts';
import { ResponsibilityReply } from '../contract/responsibility.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const responsibilityRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/responsibility',
    {
      schema: {
        summary: '历时构成：计时归属，供电企业按部门分待接收与办理中',
        querystring: tableQuery(filterFields),
        response: { 200: ResponsibilityReply },
      },
      preSerialization: asTable<ResponsibilityReply, ResponsibilityReply['departments'][number]>({
        zh: '历时构成',
        en: 'responsibility',
        rows: (r) => r.departments,
        columns: [
          { zh: '责任部门', en: 'Department', cell: (row) => row.department },
          { zh: '待接收（工作日合计）', en: 'Waiting (working days in all)', cell: (row) => row.waiting },
          { zh: '办理中（工作日合计）', en: 'Working (working days in all)', cell: (row) => row.working },
          { zh: '合计', en: 'Total', cell: (row) => (row.waiting ?? 0) + row.working },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { accepted, ...read } = await responsibility(db, scope, request.query, now);
        const departments = read.departments
          .sort((a, b) => b.waiting + b.working - (a.waiting + a.working))
          .map((row) => ({ ...row, waiting: accepted ? row.waiting : null }));
        return { ...read, departments };
      }),
  );
};
