import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type TProperties } from 'typebox';
import type { Language } from '../problems.ts';
import { attachment, csvText, type Cell } from './csv.ts';

/** A column: its head in both languages and a row's cell. */
export type Column<Row> = { zh: string; en: string; cell: (row: Row, lang: Language) => Cell };

/** The table form of an answer; the name becomes the file's. */
export type Table<Reply, Row> = {
  zh: string;
  en: string;
  rows: (reply: Reply) => readonly Row[];
  columns: readonly Column<Row>[];
};

/** A word's query with `format=csv` and the language of the heads. */
export function tableQuery<Fields extends TProperties>(fields: Fields) {
  return Type.Object(
    {
      ...fields,
      format: Type.Optional(Type.Literal('csv', { description: 'CSV 下载' })),
      lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
    },
    { additionalProperties: false },
  );
}

/** A hook that turns an answer into a CSV file where the query asks for one. */
export function asTable<Reply, Row>(table: Table<Reply, Row>) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const query = request.query as { format?: 'csv'; lang?: Language };
    if (query.format !== 'csv' || reply.statusCode !== 200) return payload;
    const lang = query.lang ?? 'zh';
    const answer = payload as Reply;
    reply
      .removeHeader('etag')
      .type('text/csv; charset=utf-8')
      .header('content-disposition', attachment(fileName(table[lang], answer)));
    return csvText([
      table.columns.map((column) => column[lang]),
      ...table.rows(answer).map((row) => table.columns.map((column) => column.cell(row, lang))),
    ]);
  };
}

/** What, of whom, and up to when: 工单_demo_2026-10-21.csv */
function fileName(title: string, answer: unknown): string {
  const { basis } = answer as { basis?: { sourceLabel: string; dataTime: string | null } };
  return `${[title, basis?.sourceLabel, basis?.dataTime?.slice(0, 10)].filter(Boolean).join('_')}.csv`;
}
