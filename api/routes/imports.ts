import { sayTold } from '../../jobs/import/wording/say-told.ts';
import type { Told } from '../../sql/import-tables.ts';
import { imports } from '../../sql/read/imports.ts';
import { ImportsQuery, ImportsReply } from '../contract/imports.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, stampCell } from '../table/words.ts';

const said = (told: Told | null) => ({ zh: sayTold(told, 'zh'), en: sayTold(told, 'en') });

export const importsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/imports',
    {
      schema: {
        summary: '导入过的文件及行数核对',
        querystring: tableQuery(ImportsQuery.properties),
        response: { 200: ImportsReply },
      },
      preSerialization: asTable<ImportsReply, ImportsReply['files'][number]>({
        zh: '导入文件',
        en: 'imports',
        rows: (r) => r.files,
        columns: [
          { zh: '来源', en: 'Source', cell: (f) => f.source },
          { zh: '文件', en: 'File', cell: (f) => f.name },
          { zh: '状态', en: 'Status', cell: (f, lang) => inWords(f.status, lang) },
          { zh: '读入', en: 'In', cell: (f) => f.rows.in },
          { zh: '新增', en: 'New', cell: (f) => f.rows.new },
          { zh: '变更', en: 'Changed', cell: (f) => f.rows.changed },
          { zh: '相同', en: 'Same', cell: (f) => f.rows.same },
          { zh: '拒收', en: 'Refused', cell: (f) => f.rows.quarantined },
          { zh: '空行', en: 'Blank', cell: (f) => f.rows.blank },
          { zh: '合计行', en: 'Total lines', cell: (f) => f.rows.total },
          { zh: '导入时间', en: 'Finished', cell: (f) => stampCell(f.finishedAt) },
          { zh: '秒', en: 'Seconds', cell: (f) => f.seconds },
          { zh: 'SHA-256', en: 'SHA-256', cell: (f) => f.sha256 },
          { zh: '说明', en: 'Message', cell: (f, lang) => f.said[lang].join(' ') || f.message },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { files, ...all } = await imports(db, scope, request.query, now);
        return { ...all, files: files.map(({ told, ...file }) => ({ ...file, said: said(told) })) };
      }),
  );
};
