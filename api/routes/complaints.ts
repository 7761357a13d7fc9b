import { complaints } from '../../sql/read/complaints.ts';
import { ComplaintsReply } from '../contract/complaints.ts';
import { filterFields } from '../contract/filter.ts';
import type { Language } from '../problems.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import type { Cell } from '../table/csv.ts';
import { inWords } from '../table/words.ts';

type Row = ComplaintsReply['byUnit'][number] & { lacking: boolean };

/** A figure the source has no field for is said, never left empty. */
const told = ({ lacking }: Row, figure: number | null, lang: Language): Cell =>
  lacking ? inWords('not-in-source', lang) : figure;

export const complaintsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/complaints',
    {
      schema: {
        summary: '投诉：统计期内受理，按渠道与单位',
        querystring: tableQuery(filterFields),
        response: { 200: ComplaintsReply },
      },
      preSerialization: asTable<ComplaintsReply, Row>({
        zh: '投诉',
        en: 'complaints',
        rows: (r) => r.byUnit.map((row) => ({ ...row, lacking: r.lacks.length > 0 })),
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '投诉', en: 'Complaints', cell: (row) => row.first },
          { zh: '属实', en: 'Upheld', cell: (row) => row.upheld },
          { zh: '不属实', en: 'Rejected', cell: (row) => row.rejected },
          { zh: '待定', en: 'Undecided', cell: (row) => row.undecided },
          { zh: '重复投诉', en: 'Repeated', cell: (row) => row.repeated },
          { zh: '未关联工单', en: 'Without a case', cell: (row) => row.unlinked },
          { zh: '每万户', en: 'Per 10,000 customers', cell: (row, lang) => told(row, row.perTenThousand, lang) },
          { zh: '办结户数', en: 'Customers archived', cell: (row, lang) => told(row, row.customers, lang) },
        ],
      }),
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => complaints(db, scope, request.query, now)),
  );
};
