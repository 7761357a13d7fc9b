import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { stageUnits } from '../../sql/read/stage-units.ts';
import { filterFields } from '../contract/filter.ts';
import { StageUnitsReply } from '../contract/stage-units.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const stageUnitsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/stage-units',
    {
      schema: {
        summary: '一个环节的下级单位对比',
        querystring: tableQuery(filterFields),
        response: { 200: StageUnitsReply },
      },
      preSerialization: asTable<StageUnitsReply, StageUnitsReply['rows'][number]>({
        zh: '环节单位对比',
        en: 'stage-units',
        rows: (r) => r.rows,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '办结计时数', en: 'Stopped', cell: (row) => row.n },
          { zh: '可判定', en: 'Decided', cell: (row) => row.decided },
          { zh: '超期', en: 'Late', cell: (row) => row.late },
          { zh: '超期率', en: 'Late rate', cell: (row) => rateCell(row.late, row.decided) },
          { zh: '中位数（工作日）', en: 'Median (working days)', cell: (row) => row.median },
          { zh: 'P90（工作日）', en: 'P90 (working days)', cell: (row) => row.p90 },
          { zh: '在途超期', en: 'Running overdue', cell: (row) => row.openOverdue },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const read = await stageUnits(db, scope, request.query, now);
        const rows = read.rows.map(({ days, ...row }) => ({
          ...row,
          median: dayPercentile(days, 0.5),
          p90: dayPercentile(days, 0.9),
        }));
        return { ...read, rows };
      }),
  );
};
