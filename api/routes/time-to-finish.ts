import { timeToFinish } from '../../sql/read/time-to-finish.ts';
import { timeToFinishFields, TimeToFinishReply } from '../contract/time-to-finish.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { survival } from '../survival.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { shareCell } from '../table/words.ts';

export const timeToFinishRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/time-to-finish',
    {
      schema: {
        summary: '未办结比例曲线：一个环节在办与办结一并计入（延迟进入），或一批受理工单，中止按竞争风险另计',
        querystring: tableQuery(timeToFinishFields),
        response: { 200: TimeToFinishReply },
      },
      preSerialization: asTable<TimeToFinishReply, TimeToFinishReply['points'][number]>({
        zh: '未办结比例曲线',
        en: 'time-to-finish',
        rows: (r) => r.points,
        columns: [
          { zh: '用时（天，时限单位）', en: 'Used (in the unit of the limit)', cell: (p) => p.day },
          { zh: '在观察中', en: 'At risk', cell: (p) => p.atRisk },
          { zh: '当日办结', en: 'Finished', cell: (p) => p.finished },
          { zh: '当日中止', en: 'Withdrawn', cell: (p) => p.withdrawn },
          { zh: '在办（截至期末）', en: 'Under way at the end', cell: (p) => p.running },
          { zh: '未办结比例', en: 'Share still open', cell: (p) => shareCell(p.open) },
          { zh: '偶然波动范围下限', en: 'Interval from', cell: (p) => shareCell(p.low) },
          { zh: '偶然波动范围上限', en: 'Interval to', cell: (p) => shareCell(p.high) },
          { zh: '累计中止比例', en: 'Share withdrawn', cell: (p) => shareCell(p.incidence) },
          { zh: '只看办结', en: 'Of the finished alone', cell: (p) => shareCell(p.finishedOnly) },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { dataDay, entered, finished, withdrawn, running, ...read } = await timeToFinish(
          db,
          scope,
          request.query,
          now,
        );
        const { chosen: rules } = await inForce(db, read.basis);
        const limits = limitsOf(rules, read.stage, dataDay, request.query.class);
        const limit = oneLimit(limits);
        return { ...read, limit, limits, ...survival({ entered, finished, withdrawn, running }, limit) };
      }),
  );
};
