import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type TProperties } from 'typebox';
import type { Basis } from '../contract/filter.ts';
import type { Language } from '../problems.ts';
import { aboutRows } from './about.ts';
import { attachment, csvText, type Cell } from './csv.ts';
import { stampCell } from './words.ts';
import { xlsxBytes, type Merge } from './xlsx.ts';

/** A column: its head in both languages and a row's cell. */
export type Column<Row> = { zh: string; en: string; cell: (row: Row, lang: Language) => Cell };

/** The table form of an answer; the name becomes the file's and the sheet's. */
export type Table<Reply, Row> = {
  /** What `table=` calls it, where an answer holds several tables. */
  word?: string;
  zh: string;
  en: string;
  rows: (reply: Reply) => readonly Row[];
  columns: readonly Column<Row>[];
};

/** A table that knows its own rows: what several of different rows have in common. */
type Sheet<Reply> = Pick<Table<Reply, never>, 'word' | Language> & {
  cells: (reply: Reply, lang: Language) => Cell[][];
  /** The cells for CSV, which has one row of head and joins none. */
  flat?: (reply: Reply, lang: Language) => Cell[][];
  merges?: (reply: Reply, lang: Language) => Merge[];
  /** Rows of the head; 1 where nothing is said. */
  head?: number;
};

/** For an answer with several tables: all but the first are given to `asTable` through this. */
export function table<Reply, Row>({ rows, columns, ...names }: Table<Reply, Row>): Sheet<Reply> {
  const cells = (reply: Reply, lang: Language) => [
    columns.map((column): Cell => column[lang]),
    ...rows(reply).map((row) => columns.map((column) => column.cell(row, lang))),
  ];
  return { ...names, cells };
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A word's query with `format=csv|xlsx`, the language of the heads and, of an answer with several tables, which one. */
export function tableQuery<Fields extends TProperties>(fields: Fields) {
  return Type.Object(
    {
      ...fields,
      format: Type.Optional(Type.Enum(['csv', 'xlsx'], { description: '下载格式' })),
      table: Type.Optional(Type.String({ maxLength: 40, description: 'CSV 下载哪张表；默认第一张' })),
      lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
    },
    { additionalProperties: false },
  );
}

/** A hook that turns an answer into a file where the query asks for one: CSV of one table, XLSX of all. */
export function asTable<Reply, Row>(first: Table<Reply, Row>, ...more: Sheet<Reply>[]) {
  return asSheets(table(first), ...more);
}

/** The same for tables that lay themselves out. */
export function asSheets<Reply>(...tables: [Sheet<Reply>, ...Sheet<Reply>[]]) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const query = request.query as Record<string, string> & { format?: 'csv' | 'xlsx'; lang?: Language };
    if (query.format === undefined || reply.statusCode !== 200) return payload;
    const lang = query.lang ?? 'zh';
    const answer = payload as Reply;
    const chosen = tables.find((one) => one.word !== undefined && one.word === query['table']) ?? tables[0];
    reply.removeHeader('etag');
    reply.header('content-disposition', attachment(fileName(chosen[lang], answer, query.format)));
    if (query.format === 'csv') {
      reply.type('text/csv; charset=utf-8');
      return csvText((chosen.flat ?? chosen.cells)(answer, lang));
    }
    const { basis } = answer as { basis?: Basis };
    const sheets = tables.map((one) => ({
      name: one[lang],
      rows: one.cells(answer, lang),
      head: one.head ?? 1,
      ...(one.merges && { merges: one.merges(answer, lang) }),
    }));
    reply.type(XLSX).serializer((bytes: unknown) => bytes as string); // bytes go out as they are, not as JSON
    return xlsxBytes([...(basis ? [aboutRows(basis, query, lang)] : []), ...sheets]);
  };
}

/** What, of whom, and up to when: 工单_demo_2026-10-21.csv */
function fileName(title: string, answer: unknown, ending: string): string {
  const { basis } = answer as { basis?: Basis };
  return `${[title, basis?.sourceLabel, stampCell(basis?.dataTime ?? null, true)?.slice(0, 10)].filter(Boolean).join('_')}.${ending}`;
}
