import { gradePoints, measureOf } from '../../jobs/measures/measures.ts';
import { Failure } from '../../sql/failure.ts';
import { crossTable } from '../../sql/read/cross-table.ts';
import { CrossTableQuery, CrossTableReply } from '../contract/cross-table.ts';
import { crossLines } from '../cross-lines.ts';
import type { Route } from '../route.ts';
import { asSheets, tableQuery } from '../table/as-table.ts';
import { crossSheet, HEAD_ROWS } from '../table/cross-sheet.ts';

/** Cells one table may have; more nobody reads. */
const MOST = 30_000;

type Dimension = CrossTableReply['rows'][number]['dimension'];
type Measure = CrossTableReply['measures'][number]['measure'];

export const crossTableRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/cross-table',
    {
      schema: {
        summary: '交叉表：一至两个行维度 × 一个列维度 × 至多四项指标；合计由工单重算',
        querystring: tableQuery(CrossTableQuery.properties),
        response: { 200: CrossTableReply },
      },
      preSerialization: asSheets<CrossTableReply>({
        zh: '交叉表',
        en: 'cross-table',
        cells: (reply, lang) => crossSheet(reply, lang).rows,
        flat: (reply, lang) => crossSheet(reply, lang).flat,
        merges: (reply, lang) => crossSheet(reply, lang).merges,
        head: HEAD_ROWS,
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { rows: down, column, measures, bands, ...filter } = request.query;
        const dimensions = [...down.split(','), ...(column === undefined ? [] : [column])] as Dimension[];
        const twice = dimensions.find((one, i) => dimensions.indexOf(one) !== i);
        if (twice !== undefined) throw new Failure('bad-query', { name: 'column', value: twice });
        const question = {
          ...filter,
          dimensions,
          measures: [...new Set(measures.split(','))] as Measure[],
          needs: (measure: Measure) => measureOf(measure.split('.')[0]!).needs,
          bands: [...new Set(bands.split(',').map(Number))].sort((a, b) => a - b),
        };
        const read = await crossTable(db, scope, question, now);
        const named = dimensions.map((dimension, i) => ({ dimension, values: read.values[i]! }));
        const rows = named.slice(0, down.split(',').length);
        const across = named[rows.length] ?? null;
        const told = read.measures.map((measure) => measure.told);
        const lines = crossLines(read.cells, {
          dimensions: rows.length,
          columns: across?.values.length ?? 0,
          told,
          points: gradePoints(new Date(now / 1000).toISOString().slice(0, 10)),
        });
        const size = lines.length * ((across?.values.length ?? 0) + 1) * told.length;
        if (size > MOST) throw new Failure('too-many-rows', { value: String(size), most: String(MOST) });
        return {
          basis: read.basis,
          levels: read.levels,
          unkept: read.unkept,
          rows,
          column: across,
          measures: read.measures,
          lines,
        };
      }),
  );
};
