import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import type { Db } from '../../sql/database.ts';
import { processMap } from '../../sql/read/process-map.ts';
import { filterFields } from '../contract/filter.ts';
import { ProcessMapReply } from '../contract/process-map.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

/** Ways taken by a smaller share of the busiest stage's cases are not drawn. */
const LEAST_SHARE = 0.02;

export const processMapRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/process-map',
    {
      schema: {
        summary: '流程图：环节与工单在环节之间的去向',
        querystring: tableQuery(filterFields),
        response: { 200: ProcessMapReply },
      },
      preSerialization: asTable<ProcessMapReply, ProcessMapReply['links'][number]>({
        zh: '流程去向',
        en: 'process-map',
        rows: (r) => r.links,
        columns: [
          { zh: '自环节', en: 'From', cell: (link) => link.from },
          { zh: '至环节', en: 'To', cell: (link) => link.to },
          { zh: '件次', en: 'Times', cell: (link) => link.n },
          { zh: '到达至接收中位数（工作日）', en: 'Median wait (working days)', cell: (link) => link.medianWait },
          { zh: '回退', en: 'Returned', cell: (link) => link.back },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) =>
        withTimes(db, await processMap(db, scope, request.query, now), request.query.class),
      ),
  );
};

/** Adds limits, percentiles and means, and says which ways are rare. */
async function withTimes(
  db: Db,
  { dataDay, nodes, links, ...read }: Awaited<ReturnType<typeof processMap>>,
  chosen?: string,
) {
  const { chosen: rules } = await inForce(db, read.basis);
  const busiest = Math.max(1, ...nodes.map((node) => Math.max(node.clocks, node.visits)));
  return {
    ...read,
    nodes: nodes
      .filter((node) => node.clocks > 0 || node.visits > 0)
      .map(({ days, waitDays, workDays, ...node }) => {
        const timed = waitDays + workDays > 0 && node.clocks > 0;
        return {
          ...node,
          median: dayPercentile(days, 0.5),
          p90: dayPercentile(days, 0.9),
          limit: oneLimit(limitsOf(rules, node.stage, dataDay, chosen)),
          meanWait: timed ? waitDays / node.clocks : null,
          meanWork: timed ? workDays / node.clocks : null,
        };
      }),
    links: links
      .map(({ days, ...link }) => ({
        ...link,
        rare: link.n < LEAST_SHARE * busiest,
        medianWait: dayPercentile(days, 0.5),
      }))
      .sort((a, b) => b.n - a.n),
  };
}
