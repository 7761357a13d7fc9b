import { assess } from '../../jobs/statistics/reliability.ts';
import { SIGNS } from '../../sql/flow.ts';
import { reliability } from '../../sql/read/reliability.ts';
import { filterFields } from '../contract/filter.ts';
import { ReliabilityReply } from '../contract/reliability.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

type Months = Awaited<ReturnType<typeof reliability>>['units'][number]['months'];
type Row = ReliabilityReply['units'][number];
const HEADS: Record<(typeof SIGNS)[number], [zh: string, en: string]> = {
  burst: ['十分钟内多环节', 'several stages within minutes'],
  order: ['时间倒置', 'out of order'],
  'early-energised': ['先送电后检验或受理', 'energised early'],
  'off-hours': ['休息日或夜间录入', 'off-hours entries'],
  'month-end': ['月末集中录入', 'month-end entries'],
};

export const reliabilityRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/reliability',
    {
      schema: {
        summary: '时序核查：单位记录中需核查的迹象及其他单位的范围',
        querystring: tableQuery(filterFields),
        response: { 200: ReliabilityReply },
      },
      preSerialization: asTable<ReliabilityReply, Row>({
        zh: '时序核查',
        en: 'reliability',
        rows: (r) => r.units,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '归档', en: 'Archived', cell: (row) => row.n },
          ...SIGNS.flatMap((sign, place) => [
            { zh: HEADS[sign][0], en: HEADS[sign][1], cell: (row: Row) => row.signs[place]!.hits },
            {
              zh: `${HEADS[sign][0]}占比`,
              en: `${HEADS[sign][1]}, share`,
              cell: (row: Row) => rateCell(row.signs[place]!.hits, row.n),
            },
          ]),
          { zh: '暂停计时', en: 'Suspended', cell: (row) => row.paused.hits },
          { zh: '需核查', en: 'To be checked', cell: (row) => row.check },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { units, ...read } = await reliability(db, scope, request.query, now);
        const total = (months: Months, of: (month: Months[number]) => number) =>
          months.reduce((sum, month) => sum + of(month), 0);
        const signed = units.map((unit) => ({
          ...unit,
          n: total(unit.months, (month) => month.n),
          signs: SIGNS.map((_, place) => total(unit.months, (month) => month.signs[place]!)),
        }));
        const paused = assess(signed.map(({ n, months }) => ({ n, signs: [total(months, (month) => month.paused)] })));
        return {
          ...read,
          signs: [...SIGNS],
          units: assess(signed)
            .map(({ unit: { asked, ...unit }, signs, check }, i) => {
              return { asked, row: { ...unit, signs, check, paused: paused[i]!.signs[0]! } };
            })
            .flatMap(({ asked, row }) => (asked ? [row] : [])),
        };
      }),
  );
};
