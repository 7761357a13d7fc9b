import { neutralCounts } from '../../jobs/measures/measures.ts';
import { wilson } from '../../jobs/statistics/wilson.ts';
import { satisfactionWait } from '../../sql/read/satisfaction-wait.ts';
import { filterFields } from '../contract/filter.ts';
import { SatisfactionWaitReply } from '../contract/satisfaction-wait.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, rateCell } from '../table/words.ts';

type Opinions = Pick<SatisfactionWaitReply['waits'][number], 'n' | 'satisfied' | 'low' | 'high'>;
type Line = Opinions & { kind: 'wait' | 'class' | 'stage'; group: string; verdict: string };

export const satisfactionWaitRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/satisfaction-wait',
    {
      schema: {
        summary: '满意率与用时：按实际用时、类别、环节是否超期',
        querystring: tableQuery(filterFields),
        response: { 200: SatisfactionWaitReply },
      },
      preSerialization: asTable<SatisfactionWaitReply, Line>({
        zh: '满意率与用时',
        en: 'satisfaction-wait',
        rows: linesOf,
        columns: [
          { zh: '依据', en: 'By', cell: (line, lang) => inWords(`satisfaction-by-${line.kind}`, lang) },
          { zh: '组', en: 'Group', cell: ({ kind, group }, lang) => (kind === 'class' ? inWords(group, lang) : group) },
          { zh: '判定', en: 'Verdict', cell: ({ verdict }, lang) => (verdict === '' ? '' : inWords(verdict, lang)) },
          { zh: '评价数', en: 'Opinions', cell: (line) => line.n },
          { zh: '满意', en: 'Satisfied', cell: (line) => line.satisfied },
          { zh: '满意率', en: 'Rate', cell: (line) => rateCell(line.satisfied, line.n) },
          { zh: '区间下限', en: 'Interval from', cell: (line) => line.low },
          { zh: '区间上限', en: 'Interval to', cell: (line) => line.high },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const day = new Date(now / 1000).toISOString().slice(0, 10);
        const { waits, classes, stages, ...read } = await satisfactionWait(db, scope, request.query, now, {
          neutralCounts: neutralCounts(day),
        });
        return {
          ...read,
          waits: waits.map(withRate),
          classes: classes.map(withRate),
          stages: stages.map(withRate),
        };
      }),
  );
};

function withRate<T extends { n: number; satisfied: number }>(row: T) {
  const interval = wilson(row.satisfied, row.n);
  const rate = row.n === 0 ? null : row.satisfied / row.n;
  return { ...row, rate, low: interval?.low ?? null, high: interval?.high ?? null };
}

const linesOf = ({ waits, classes, stages }: SatisfactionWaitReply): Line[] => [
  ...waits.map((row) => ({ ...row, kind: 'wait' as const, group: `${row.daysFrom}~${row.daysTo ?? ''}`, verdict: '' })),
  ...classes.map((row) => ({ ...row, kind: 'class' as const, group: row.class, verdict: '' })),
  ...stages.map((row) => ({ ...row, kind: 'stage' as const, group: row.stageName })),
];
