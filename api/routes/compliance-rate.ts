import { complianceRate } from '../../sql/read/compliance-rate.ts';
import { rateOf } from '../../sql/read-ground/strata.ts';
import { ComplianceRateReply } from '../contract/compliance-rate.ts';
import { filterFields } from '../contract/filter.ts';
import type { Route } from '../route.ts';
import { gapTo } from '../target-gap.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, rateCell, shareCell } from '../table/words.ts';

export const complianceRateRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/compliance-rate',
    {
      schema: {
        summary: '时限达标率：统计期内归档，高压、低压分列',
        querystring: tableQuery(filterFields),
        response: { 200: ComplianceRateReply },
      },
      preSerialization: asTable<ComplianceRateReply, ComplianceRateReply['groups'][number]>({
        zh: '时限达标率',
        en: 'compliance-rate',
        rows: (r) => r.groups,
        columns: [
          { zh: '类别', en: 'Group', cell: (g, lang) => inWords(g.group, lang) },
          { zh: '可判定件数', en: 'Decided', cell: (g) => g.n },
          { zh: '达标件数', en: 'Met', cell: (g) => g.met },
          { zh: '超期件数', en: 'Late', cell: (g) => g.late },
          { zh: '达标率', en: 'Rate', cell: (g) => rateCell(g.met, g.n) },
          { zh: '目标值', en: 'Target', cell: (g) => g.target?.value },
          { zh: '挑战值', en: 'Challenge', cell: (g) => g.target?.challenge },
          { zh: '距目标值', en: 'Gap to target', cell: (g) => shareCell(g.target?.gap) },
          { zh: '得分', en: 'Score', cell: (g) => g.target?.score },
          { zh: '无法判定件数', en: 'Undecidable', cell: (g) => g.undecidable },
          { zh: '未设时限件数', en: 'No limit', cell: (g) => g.noLimit },
          { zh: '上期达标率', en: 'Previous period', cell: (g) => share(g.previousPeriod) },
          { zh: '上年同期达标率', en: 'Previous year', cell: (g) => share(g.previousYear) },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { targets, scoring, groups, ...read } = await complianceRate(db, scope, request.query, now);
        const of = (part: string) => ({ unit: read.basis.unit, measure: 'compliance-rate', part, share: true });
        return {
          ...read,
          groups: groups.map((g) => ({ ...g, target: gapTo({ targets, scoring }, of(g.group), rateOf(g)) })),
        };
      }),
  );
};

const share = (s: { n: number; met: number } | null) => (s === null ? null : rateCell(s.met, s.n));
