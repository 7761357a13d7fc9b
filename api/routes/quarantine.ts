import { Failure } from '../../sql/failure.ts';
import { quarantine } from '../../sql/read/quarantine.ts';
import { QuarantineQuery, QuarantineReply } from '../contract/imports.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

/** Rows one download may hold. */
const MOST = 100_000;

export const quarantineRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/quarantine',
    {
      schema: {
        summary: '被拒收的行：文件、行号、列、值与原因',
        querystring: tableQuery(QuarantineQuery.properties),
        response: { 200: QuarantineReply },
      },
      preSerialization: asTable<QuarantineReply, QuarantineReply['rows'][number]>({
        zh: '拒收行',
        en: 'quarantine',
        rows: (r) => r.rows,
        columns: [
          { zh: '来源', en: 'Source', cell: (row) => row.source },
          { zh: '文件', en: 'File', cell: (row) => row.file },
          { zh: '工作表', en: 'Sheet', cell: (row) => row.sheet },
          { zh: '行号', en: 'Line', cell: (row) => row.line },
          { zh: '列', en: 'Column', cell: (row) => row.column },
          { zh: '值', en: 'Value', cell: (row) => row.value },
          { zh: '原因', en: 'Reason', cell: (row) => row.reason },
          { zh: '原文', en: 'Row', cell: (row) => row.raw },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { format, ...query } = request.query;
        const read = await quarantine(
          db,
          scope,
          { ...query, ...(format !== undefined && { page: 1, size: MOST }) },
          now,
        );
        if (format !== undefined && read.total > MOST)
          throw new Failure('too-many-rows', { value: String(read.total), most: String(MOST) });
        return read;
      }),
  );
};
