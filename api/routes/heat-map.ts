import { heatMap } from '../../sql/read/heat-map.ts';
import { filterFields } from '../contract/filter.ts';
import { HeatMapReply } from '../contract/heat-map.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

type Cell = { unit: string; unitName: string; stage: string; n: number; decided: number; late: number };

export const heatMapRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/heat-map',
    {
      schema: {
        summary: '环节 × 单位：办结计时与超期',
        querystring: tableQuery(filterFields),
        response: { 200: HeatMapReply },
      },
      preSerialization: asTable<HeatMapReply, Cell>({
        zh: '环节单位',
        en: 'heat-map',
        rows: cellsOf,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '环节', en: 'Stage', cell: (row) => row.stage },
          { zh: '办结计时数', en: 'Stopped', cell: (row) => row.n },
          { zh: '可判定', en: 'Decided', cell: (row) => row.decided },
          { zh: '超期', en: 'Late', cell: (row) => row.late },
          { zh: '超期率', en: 'Late rate', cell: (row) => rateCell(row.late, row.decided) },
        ],
      }),
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => heatMap(db, scope, request.query, now)),
  );
};

function cellsOf({ units, stages }: HeatMapReply): Cell[] {
  return units.flatMap(({ unit, unitName, cells }) =>
    cells.map((cell, i) => ({ unit, unitName, stage: stages[i]!.name, ...cell })),
  );
}
