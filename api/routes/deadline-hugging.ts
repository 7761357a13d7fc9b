import { hugging } from '../../jobs/statistics/hugging.ts';
import { deadlineHugging } from '../../sql/read/deadline-hugging.ts';
import { DeadlineHuggingReply } from '../contract/deadline-hugging.ts';
import { filterFields } from '../contract/filter.ts';
import { inForce } from '../in-force.ts';
import { limitsOf, oneLimit } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

type Row = DeadlineHuggingReply['rows'][number];
const share = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Number(value.toFixed(4));

export const deadlineHuggingRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/deadline-hugging',
    {
      schema: {
        summary: '临限办结集中：到期日办结占当日在办，与前后一日相比',
        querystring: tableQuery(filterFields),
        response: { 200: DeadlineHuggingReply },
      },
      preSerialization: asTable<DeadlineHuggingReply, Row>({
        zh: '临限办结集中',
        en: 'deadline-hugging',
        rows: (r) => r.rows,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '用户类别', en: 'Class', cell: (row, lang) => inWords(row.class, lang) },
          { zh: '时限', en: 'Limit', cell: (row) => row.limit },
          { zh: '办结计时数', en: 'Stopped', cell: (row) => row.n },
          { zh: '到期日在办', en: 'Reached the last day', cell: (row) => row.test?.open },
          { zh: '到期日办结', en: 'Stopped on it', cell: (row) => row.test?.stopped },
          { zh: '占比', en: 'Share', cell: (row) => share(row.test?.share) },
          { zh: '前一日占比', en: 'Share the day before', cell: (row) => share(row.test?.before) },
          { zh: '后一日占比', en: 'Share the day after', cell: (row) => share(row.test?.after) },
          { zh: '多出件数', en: 'Excess', cell: (row) => row.test?.excess },
          { zh: '标准误倍数', en: 'Standard errors', cell: (row) => share(row.test?.z) },
          { zh: '需核实', en: 'To check', cell: (row) => row.test?.found },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { rows, dataDay, ...read } = await deadlineHugging(db, scope, request.query, now);
        const { chosen: rules } = await inForce(db, read.basis);
        return {
          ...read,
          rows: rows.flatMap(({ days, lateDays, ...row }) => {
            if (row.n === 0) return [];
            const limits = limitsOf(rules, read.stage, dataDay, row.class);
            const value = oneLimit(limits);
            const limit = value !== null && Number.isInteger(value) ? value : null;
            return [{ ...row, limit, test: limit === null ? null : hugging(days, lateDays, limit) }];
          }),
        };
      }),
  );
};
