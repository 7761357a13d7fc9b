import { xmr } from '../../sql/read/xmr.ts';
import { filterFields } from '../contract/filter.ts';
import { XmrReply } from '../contract/xmr.ts';
import type { Route } from '../route.ts';
import { inForce } from '../in-force.ts';
import { markersOf } from '../rule-starts.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, shareCell } from '../table/words.ts';
import { xmrSeries } from '../xmr-series.ts';

type Line = XmrReply['series'][number]['points'][number] & {
  group: string;
  limits: XmrReply['series'][number]['segments'][number]['limits'];
};
export const xmrRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/xmr',
    {
      schema: {
        summary: '逐月达标率（或环节超期率）的 XmR 控制图：异常波动、正常波动或数据点不足',
        querystring: tableQuery(filterFields),
        response: { 200: XmrReply },
      },
      preSerialization: asTable<XmrReply, Line>({
        zh: '逐月波动',
        en: 'xmr',
        rows: (r) =>
          r.series.flatMap(({ group, points, segments }) =>
            points.map((point) => ({
              ...point,
              group,
              limits: segments.find((s) => point.month >= s.from && point.month <= s.to)?.limits ?? null,
            })),
          ),
        columns: [
          { zh: '类别', en: 'Group', cell: (line, lang) => inWords(line.group, lang) },
          { zh: '月份', en: 'Month', cell: (line) => line.month },
          { zh: '未满期', en: 'Partial', cell: (line) => line.partial },
          { zh: '可判定', en: 'Decided', cell: (line) => line.n },
          { zh: '达标', en: 'Met', cell: (line) => line.met },
          { zh: '值', en: 'Value', cell: (line) => shareCell(line.value) },
          { zh: '移动极差', en: 'Moving range', cell: (line) => shareCell(line.range) },
          { zh: '均值', en: 'Mean', cell: (line) => shareCell(line.limits?.mean) },
          { zh: '下限', en: 'Lower limit', cell: (line) => shareCell(line.limits?.low) },
          { zh: '上限', en: 'Upper limit', cell: (line) => shareCell(line.limits?.high) },
          { zh: '信号', en: 'Signal', cell: (line, lang) => inWords(line.signal, lang) },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { series, ...read } = await xmr(db, scope, request.query, now);
        const { sets } = await inForce(db, read.basis);
        const markers = markersOf(series[0]?.points ?? [], sets, read.basis.rules);
        const rebase = markers.filter((marker) => marker.ownSet).map(({ date }) => date.slice(0, 7));
        return {
          ...read,
          markers,
          series: series.map(({ group, points }) => ({ group, ...xmrSeries(points, rebase, read.stage !== null) })),
        };
      }),
  );
};
