import { branches } from '../../sql/read/branches.ts';
import { branchesFields, BranchesReply } from '../contract/branches.ts';
import { ranked } from '../ranking.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, rateCell, shareCell } from '../table/words.ts';

export const branchesRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/branches',
    {
      schema: {
        summary: '下级单位对比：考核名次、名次范围、偶然波动范围、与整体比、按业务结构调整',
        querystring: tableQuery(branchesFields),
        response: { 200: BranchesReply },
      },
      preSerialization: asTable<BranchesReply, BranchesReply['rows'][number]>({
        zh: '单位对比',
        en: 'branches',
        rows: (r) => r.rows,
        columns: [
          { zh: '考核名次', en: 'Official rank', cell: (row) => row.rank },
          { zh: '考核得分', en: 'Score', cell: (row) => shareCell(row.score) },
          { zh: '名次范围起', en: 'Rank from', cell: (row) => row.rankBest },
          { zh: '名次范围止', en: 'Rank to', cell: (row) => row.rankWorst },
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '可判定件数', en: 'Decided', cell: (row) => row.n },
          { zh: '达标件数', en: 'Met', cell: (row) => row.met },
          { zh: '达标率', en: 'Rate', cell: (row) => rateCell(row.met, row.n) },
          { zh: '目标值', en: 'Target', cell: (row) => row.target?.value },
          { zh: '挑战值', en: 'Challenge', cell: (row) => row.target?.challenge },
          { zh: '距目标值', en: 'Gap to target', cell: (row) => shareCell(row.target?.gap) },
          { zh: '目标得分', en: 'Score of target', cell: (row) => row.target?.score },
          { zh: '偶然波动范围下限', en: 'Interval from', cell: (row) => shareCell(row.low) },
          { zh: '偶然波动范围上限', en: 'Interval to', cell: (row) => shareCell(row.high) },
          { zh: '与整体比', en: 'Against the whole', cell: (row, lang) => inWords(`standing-${row.standing}`, lang) },
          { zh: '按业务结构调整后', en: 'Adjusted for case mix', cell: (row) => shareCell(row.adjusted.rate) },
          {
            zh: '调整后与整体比',
            en: 'Adjusted, against the whole',
            cell: (row, lang) => inWords(`standing-${row.adjusted.standing}`, lang),
          },
          { zh: '无法判定', en: 'Undecidable', cell: (row) => row.undecidable },
          { zh: '中位数（工作日）', en: 'Median (working days)', cell: (row) => row.median },
          { zh: 'P90（工作日）', en: 'P90 (working days)', cell: (row) => row.p90 },
          { zh: '在途', en: 'Open', cell: (row) => row.open },
          { zh: '在途超期', en: 'Open overdue', cell: (row) => row.openOverdue },
          { zh: '上年同期达标率', en: 'Previous year', cell: (row) => shareCell(row.previousYearRate) },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => ranked(await branches(db, scope, request.query, now))),
  );
};
