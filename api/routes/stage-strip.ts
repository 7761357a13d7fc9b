import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { wilson } from '../../jobs/statistics/wilson.ts';
import type { Db } from '../../sql/database.ts';
import { stageStrip } from '../../sql/read/stage-strip.ts';
import { filterFields } from '../contract/filter.ts';
import { StageStripReply } from '../contract/stage-strip.ts';
import { bars, lastBar } from '../day-bars.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const stageStripRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/stage-strip',
    {
      schema: {
        summary: '各环节：统计期内办结计时与当前在办计时',
        querystring: tableQuery(filterFields),
        response: { 200: StageStripReply },
      },
      preSerialization: asTable<StageStripReply, StageStripReply['stages'][number]>({
        zh: '环节',
        en: 'stages',
        rows: (r) => r.stages,
        columns: [
          { zh: '环节', en: 'Stage', cell: (s) => s.name },
          { zh: '时限', en: 'Limit', cell: (s) => s.limit },
          { zh: '办结计时数', en: 'Stopped', cell: (s) => s.n },
          { zh: '中位数（工作日）', en: 'Median (working days)', cell: (s) => s.median },
          { zh: 'P90（工作日）', en: 'P90 (working days)', cell: (s) => s.p90 },
          { zh: '可判定', en: 'Decided', cell: (s) => s.decided },
          { zh: '超期', en: 'Late', cell: (s) => s.late },
          { zh: '超期率', en: 'Late rate', cell: (s) => rateCell(s.late, s.decided) },
          { zh: '在办计时数', en: 'Running', cell: (s) => s.open },
          { zh: '在途超期', en: 'Running overdue', cell: (s) => s.openOverdue },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) =>
        withLimits(db, await stageStrip(db, scope, request.query, now), request.query.class),
      ),
  );
};

/** Adds limits, median and P90, and cuts the histograms' tails. */
async function withLimits(
  db: Db,
  { dataDay, basis, stages }: Awaited<ReturnType<typeof stageStrip>>,
  chosen: string | undefined,
) {
  const { chosen: rules } = await inForce(db, basis);
  return {
    basis,
    stages: stages.map(({ days, ...stage }) => {
      const limits = limitsOf(rules, stage.stage, dataDay, chosen);
      const limit = oneLimit(limits);
      const end = lastBar(days, limit);
      const range = wilson(stage.decided - stage.late, stage.decided);
      return {
        ...stage,
        low: range?.low ?? null,
        high: range?.high ?? null,
        limits,
        limit,
        histogram: bars(days, end),
        tail: end.tail,
        median: dayPercentile(days, 0.5),
        p90: dayPercentile(days, 0.9),
      };
    }),
  };
}
