import { dateText, parseDate } from '../../jobs/clock/day.ts';
import { clearance } from '../../jobs/statistics/clearance.ts';
import type { WorkCalendar } from '../../jobs/clock/work-calendar.ts';
import { openStock } from '../../sql/read/open-stock.ts';
import { STATUSES } from '../../sql/vocabulary.ts';
import { filterFields } from '../contract/filter.ts';
import { OpenStockReply } from '../contract/open-stock.ts';
import { calendarInForce } from '../in-force.ts';
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
      answer(request, reply, async ({ db, scope, now }) =>
        withPace(await openStock(db, scope, request.query, now), await calendarInForce(db)),
      ),
  );
};

/** Replaces counts per day by means per working day over the last 20 up to the data time, and the clearance they give. */
export function withPace<
  T extends { dataDay: string; total: number; days: { day: string; applied: number; ended: number }[] },
>({ dataDay, days, ...read }: T, calendar: WorkCalendar) {
  const last = parseDate(dataDay);
  const end = calendar.upTo(last);
  const dayAfter = (count: number) => dateText(calendar.dayAt(end + Math.max(1, Math.ceil(count))));
  const since = dateText(calendar.dayAt(end - PACE_DAYS + 1));
  const perDay = (name: 'applied' | 'ended') => {
    const sums = new Array<number>(PACE_DAYS).fill(0);
    for (const d of days)
      if (d.day >= since && d.day <= dataDay) sums[calendar.upTo(parseDate(d.day)) - end + PACE_DAYS - 1]! += d[name];
    return sums;
  };
  const [applied, ended] = [perDay('applied'), perDay('ended')];
  const mean = (sums: number[]) => sums.reduce((a, b) => a + b, 0) / PACE_DAYS;
  const found = read.total === 0 ? null : clearance(read.total, applied, ended);
  return {
    ...read,
    pace: { applied: mean(applied), ended: mean(ended), workingDays: PACE_DAYS },
    clearance: found && {
      days: Math.ceil(found.days),
      date: dayAfter(found.days),
      earliest: dayAfter(found.low),
      latest: found.high === null ? null : dayAfter(found.high),
    },
  };
}
