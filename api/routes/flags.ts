import { flags } from '../../sql/read/flags.ts';
import { filterFields } from '../contract/filter.ts';
import { FlagsReply } from '../contract/flags.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, rateCell } from '../table/words.ts';

type Flag = FlagsReply['flags'][number];

export const flagsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/flags',
    {
      schema: {
        summary: '三零、绿色通道、重要用户、外线：占比与用时对照',
        querystring: tableQuery(filterFields),
        response: { 200: FlagsReply },
      },
      preSerialization: asTable<FlagsReply, Flag>({
        zh: '标识工单',
        en: 'flags',
        rows: (r) => r.flags,
        columns: [
          { zh: '标识', en: 'Flag', cell: (row, lang) => inWords(row.flag, lang) },
          { zh: '有标识', en: 'Flagged', cell: (row) => row.flagged.cases },
          { zh: '无标识', en: 'Unflagged', cell: (row) => row.unflagged.cases },
          {
            zh: '占比',
            en: 'Share',
            cell: (row) => rateCell(row.flagged.cases, row.flagged.cases + row.unflagged.cases),
          },
          { zh: '有标识中位用时', en: 'Median, flagged', cell: (row) => row.flagged.median },
          { zh: '无标识中位用时', en: 'Median, unflagged', cell: (row) => row.unflagged.median },
          { zh: '有标识 P90', en: 'P90, flagged', cell: (row) => row.flagged.p90 },
          { zh: '无标识 P90', en: 'P90, unflagged', cell: (row) => row.unflagged.p90 },
          {
            zh: '有标识超期率',
            en: 'Late rate, flagged',
            cell: (row) => rateCell(row.flagged.late, row.flagged.decided),
          },
          {
            zh: '无标识超期率',
            en: 'Late rate, unflagged',
            cell: (row) => rateCell(row.unflagged.late, row.unflagged.decided),
          },
        ],
      }),
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => flags(db, scope, request.query, now)),
  );
};
