import Type from 'typebox';
import { parseDate } from '../../jobs/clock/day.ts';
import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { beyond, runningBeyond } from '../../jobs/statistics/tried-limit.ts';
import type { Db } from '../../sql/database.ts';
import { whatIf } from '../../sql/read/what-if.ts';
import { filterFields } from '../contract/filter.ts';
import { WhatIfReply } from '../contract/what-if.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const whatIfRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/what-if',
    {
      schema: {
        summary: '时限试算：一个环节换一个时限，历史与在途的超期件数（静态测算）',
        querystring: tableQuery({
          ...filterFields,
          limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 32_767, description: '试算时限，整天' })),
        }),
        response: { 200: WhatIfReply },
      },
      preSerialization: asTable<WhatIfReply, WhatIfReply['rows'][number]>({
        zh: '时限试算',
        en: 'what-if',
        rows: (r) => r.rows,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '计时数', en: 'Clocks', cell: (row) => row.n },
          { zh: '试算超期', en: 'Late if tried', cell: (row) => row.late },
          { zh: '试算超期率', en: 'Late rate if tried', cell: (row) => rateCell(row.late, row.n) },
          { zh: '现行可判定', en: 'Decided', cell: (row) => row.decided },
          { zh: '现行超期', en: 'Late as judged', cell: (row) => row.reportedLate },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) =>
        tried(db, await whatIf(db, scope, request.query, now), request.query),
      ),
  );
};

type Asked = { limit?: number | undefined; class?: string | undefined };
type Cell = Awaited<ReturnType<typeof whatIf>>['whole'];

/** Answers the tried limit from the days. */
async function tried(
  db: Db,
  { basis, dataDay, dayComplete, stage, stageName, whole, below, lowest, open }: Awaited<ReturnType<typeof whatIf>>,
  asked: Asked,
): Promise<WhatIfReply> {
  const { chosen: rules, calendar } = await inForce(db, basis);
  const limits = limitsOf(rules, stage, dataDay, asked.class);
  const limitInForce = oneLimit(limits);
  const limit = asked.limit ?? Math.ceil(limitInForce ?? dayPercentile(whole.days, 0.9) ?? 0);
  const cell = ({ n, undecidable, days, met, late }: Cell) => ({
    n: n - undecidable,
    late: beyond(days, limit),
    decided: met + late,
    reportedLate: late,
  });
  const today = parseDate(dataDay);
  const dayEnded = dayComplete || calendar.workingDays(today, today, 'INCLUDE_START') === 0;
  const total = lowest.filter((unit) => unit.n - unit.undecidable > 0);
  return {
    basis,
    stage,
    stageName,
    limit,
    limitInForce,
    unit: limits[0]?.unit ?? 'working-day',
    history: cell(whole),
    onDayOff:
      limitInForce === null || basis.reading === 'reported' ? null : whole.late - beyond(whole.lateDays, limitInForce),
    open: {
      n: open.reduce((sum, clocks) => sum + clocks.n, 0),
      late: runningBeyond(open, limit, dayEnded),
      reportedLate: open.reduce((sum, clocks) => sum + clocks.overdue, 0),
    },
    units: {
      affected: total.filter((unit) => beyond(unit.days, limit) > 0).length,
      reported: total.filter((unit) => unit.late > 0).length,
      total: total.length,
    },
    rows: below.map(({ unit, unitName, ...rest }) => ({ unit, unitName, ...cell(rest) })),
  };
}
