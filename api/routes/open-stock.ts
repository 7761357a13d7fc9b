import { chineseCalendar } from '../../jobs/clock/calendar.ts';
import { dateText, parseDate } from '../../jobs/clock/day.ts';
import { openStock } from '../../sql/read/open-stock.ts';
import { STATUSES } from '../../sql/vocabulary.ts';
import { filterFields } from '../contract/filter.ts';
import { OpenStockReply } from '../contract/open-stock.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

/** Working days the pace is taken over. */
const PACE_DAYS = 20;

export const openStockRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/open-stock',
    {
      schema: {
        summary: '在途工单：状态、最久、期初期末与近期速度',
        querystring: tableQuery(filterFields),
        response: { 200: OpenStockReply },
      },
      preSerialization: asTable<OpenStockReply, { status: string; n: number }>({
        zh: '在途',
        en: 'open-stock',
        rows: (r) => STATUSES.map((status) => ({ status, n: status === 'at-risk' ? r.atRisk : r[status] })),
        columns: [
          { zh: '状态', en: 'Status', cell: (row, lang) => inWords(row.status, lang) },
          { zh: '件数', en: 'Cases', cell: (row) => row.n },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => withPace(await openStock(db, scope, request.query, now))),
  );
};

/** Replaces counts per day by means per working day over the last 20 working days up to the data time. */
export function withPace<T extends { dataDay: string; days: { day: string; applied: number; ended: number }[] }>({
  dataDay,
  days,
  ...read
}: T) {
  const calendar = chineseCalendar();
  const last = parseDate(dataDay);
  const since = dateText(calendar.dayAt(calendar.upTo(last) - PACE_DAYS + 1));
  const window = days.filter((d) => d.day >= since && d.day <= dataDay);
  const mean = (name: 'applied' | 'ended') => window.reduce((sum, d) => sum + d[name], 0) / PACE_DAYS;
  return { ...read, pace: { applied: mean('applied'), ended: mean('ended'), workingDays: PACE_DAYS } };
}
