import Type from 'typebox';
import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import type { Db } from '../../sql/database.ts';
import { stageDistribution } from '../../sql/read/stage-distribution.ts';
import { filterFields } from '../contract/filter.ts';
import { StageDistributionReply } from '../contract/stage-distribution.ts';
import { bars, lastBar } from '../day-bars.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const stageDistributionRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/stage-distribution',
    {
      schema: {
        summary: '一个环节的用时分布',
        querystring: tableQuery({
          ...filterFields,
          manager: Type.Optional(Type.String({ maxLength: 200, description: '客户经理，只作筛选' })),
        }),
        response: { 200: StageDistributionReply },
      },
      preSerialization: asTable<StageDistributionReply, StageDistributionReply['histogram'][number]>({
        zh: '用时分布',
        en: 'stage-distribution',
        rows: (r) => r.histogram,
        columns: [
          { zh: '用时（工作日）', en: 'Used (working days)', cell: (bar) => bar.days },
          { zh: '计时数', en: 'Clocks', cell: (bar) => bar.n },
          { zh: '超期', en: 'Late', cell: (bar) => bar.late },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) =>
        withLimit(db, await stageDistribution(db, scope, request.query, now), request.query.class),
      ),
  );
};

/** Adds limits, median, P90 and mean, and gathers the tail in the last bar. */
async function withLimit(
  db: Db,
  { dataDay, days, lateDays, ...read }: Awaited<ReturnType<typeof stageDistribution>>,
  chosen: string | undefined,
) {
  const { chosen: rules } = await inForce(db, read.basis);
  const limits = limitsOf(rules, read.stage, dataDay, chosen);
  const limit = oneLimit(limits);
  const end = lastBar(days, limit);
  const all = days.map((_, day) => lateDays[day] ?? 0);
  const late = bars(all, end);
  const timed = days.reduce((sum, n) => sum + n, 0);
  return {
    ...read,
    limit,
    limits,
    histogram: bars(days, end).map((n, day) => ({ days: day, n, late: late[day]! })),
    tail: end.tail,
    median: dayPercentile(days, 0.5),
    p90: dayPercentile(days, 0.9),
    mean: timed === 0 ? null : days.reduce((sum, n, day) => sum + n * day, 0) / timed,
  };
}
