import { trend } from '../../sql/read/trend.ts';
import { filterFields } from '../contract/filter.ts';
import { TrendReply } from '../contract/trend.ts';
import type { Route } from '../route.ts';
import { inForce } from '../in-force.ts';
import { markersOf } from '../rule-starts.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const trendRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/trend',
    {
      schema: {
        summary: '24 个月趋势：达标率与月末在途超期',
        querystring: tableQuery(filterFields),
        response: { 200: TrendReply },
      },
      preSerialization: asTable<TrendReply, TrendReply['months'][number]>({
        zh: '趋势',
        en: 'trend',
        rows: (r) => r.months,
        columns: [
          { zh: '月份', en: 'Month', cell: (m) => m.month },
          { zh: '未满期', en: 'Partial', cell: (m) => m.partial },
          { zh: '高压可判定', en: 'HV decided', cell: (m) => m.hv.n },
          { zh: '高压达标', en: 'HV met', cell: (m) => m.hv.met },
          { zh: '高压达标率', en: 'HV rate', cell: (m) => rateCell(m.hv.met, m.hv.n) },
          { zh: '低压可判定', en: 'LV decided', cell: (m) => m.lv.n },
          { zh: '低压达标', en: 'LV met', cell: (m) => m.lv.met },
          { zh: '低压达标率', en: 'LV rate', cell: (m) => rateCell(m.lv.met, m.lv.n) },
          { zh: '其他可判定', en: 'Other decided', cell: (m) => m.other.n },
          { zh: '其他达标', en: 'Other met', cell: (m) => m.other.met },
          { zh: '月末在途超期', en: 'Open overdue at month end', cell: (m) => m.openOverdue },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const read = await trend(db, scope, request.query, now);
        return { ...read, markers: markersOf(read.months, (await inForce(db, read.basis)).sets, read.basis.rules) };
      }),
  );
};
