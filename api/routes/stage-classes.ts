import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { stageClasses } from '../../sql/read/stage-classes.ts';
import { filterFields } from '../contract/filter.ts';
import { StageClassesReply } from '../contract/stage-classes.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, rateCell } from '../table/words.ts';

export const stageClassesRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/stage-classes',
    {
      schema: {
        summary: '一个环节按用户类别',
        querystring: tableQuery(filterFields),
        response: { 200: StageClassesReply },
      },
      preSerialization: asTable<StageClassesReply, StageClassesReply['rows'][number]>({
        zh: '环节按类别',
        en: 'stage-classes',
        rows: (r) => r.rows,
        columns: [
          { zh: '用户类别', en: 'Class', cell: (row, lang) => inWords(row.class, lang) },
          { zh: '时限', en: 'Limit', cell: (row) => row.limit },
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
        const { rows, dataDay, ...read } = await stageClasses(db, scope, request.query, now);
        const { chosen: rules } = await inForce(db, read.basis);
        return {
          ...read,
          rows: rows.map(({ days, ...row }) => ({
            ...row,
            limit: oneLimit(limitsOf(rules, read.stage, dataDay, row.class)),
            median: dayPercentile(days, 0.5),
            p90: dayPercentile(days, 0.9),
          })),
        };
      }),
  );
};
