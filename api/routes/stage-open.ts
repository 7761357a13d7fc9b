import Type from 'typebox';
import { stageOpen } from '../../sql/read/stage-open.ts';
import { filterFields } from '../contract/filter.ts';
import { StageOpenReply } from '../contract/stage-open.ts';
import { barsOfDaysLeft } from '../days-left.ts';
import { inForce } from '../in-force.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

type Bar = StageOpenReply['bars'][number];

export const stageOpenRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/stage-open',
    {
      schema: {
        summary: '一个环节在计时的工单，按剩余工作日',
        querystring: tableQuery({
          ...filterFields,
          manager: Type.Optional(Type.String({ maxLength: 200, description: '客户经理，只作筛选' })),
        }),
        response: { 200: StageOpenReply },
      },
      preSerialization: asTable<StageOpenReply, Bar>({
        zh: '在办剩余天数',
        en: 'stage-open',
        rows: (r) => r.bars,
        columns: [
          { zh: '剩余工作日', en: 'Working days left', cell: (bar) => bar.left },
          { zh: '应办结日期起', en: 'Due from', cell: (bar) => bar.from },
          { zh: '应办结日期止', en: 'Due to', cell: (bar) => bar.to },
          { zh: '计时数', en: 'Clocks', cell: (bar) => bar.n },
          { zh: '超期', en: 'Overdue', cell: (bar) => bar.overdue },
          { zh: '暂停计时', en: 'Paused', cell: (bar) => bar.paused },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { days, dataDay, ...read } = await stageOpen(db, scope, request.query, now);
        const { calendar } = await inForce(db, read.basis);
        const dated = days.flatMap((row) => (row.day === null ? [] : [{ ...row, day: row.day }]));
        return {
          ...read,
          total: days.reduce((sum, row) => sum + row.n, 0),
          overdue: days.reduce((sum, row) => sum + row.overdue, 0),
          bars: barsOfDaysLeft(dated, dataDay, calendar),
          without: days.reduce((sum, row) => sum + (row.day === null ? row.n : 0), 0),
        };
      }),
  );
};
