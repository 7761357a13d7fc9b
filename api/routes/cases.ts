import { Failure } from '../../sql/failure.ts';
import type { Db } from '../../sql/database.ts';
import { cases } from '../../sql/read/cases.ts';
import { suspendedCases } from '../../sql/read/suspensions.ts';
import { unblank } from '../../sql/read-ground/within.ts';
import type { Scope } from '../../sql/scope.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { onlineChannels } from '../../jobs/measures/measures.ts';
import { auditedSuspensions, casesSuspended } from '../audited-suspensions.ts';
import { withDaysOver } from '../case-days.ts';
import { CasesQuery, CasesReply, type CaseRow } from '../contract/cases.ts';
import { calendarInForce } from '../in-force.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, stampCell } from '../table/words.ts';

const dayOf = (now: Instant) => new Date(now / 1000).toISOString().slice(0, 10);

/** Rows one download may hold. */
const MOST = 100_000;

export const casesRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/cases',
    {
      schema: {
        summary: '任一数字背后的工单清单；total 与该数字相等',
        querystring: tableQuery(CasesQuery.properties),
        response: { 200: CasesReply },
      },
      preSerialization: asTable<CasesReply, CaseRow>({
        zh: '工单',
        en: 'cases',
        rows: (r) => r.rows,
        columns: [
          { zh: '申请编号', en: 'Case', cell: (row) => row.caseKey },
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '用户类别', en: 'Class', cell: (row, lang) => inWords(row.class, lang) },
          { zh: '业务类型', en: 'Business', cell: (row) => row.business },
          { zh: '状态', en: 'State', cell: (row, lang) => inWords(row.state, lang) },
          { zh: '计时状态', en: 'Status', cell: (row, lang) => inWords(row.status, lang) },
          { zh: '判定', en: 'Verdict', cell: (row, lang) => inWords(row.verdict, lang) },
          { zh: '当前环节', en: 'Stage', cell: (row) => row.stageName },
          { zh: '当前责任部门', en: 'Department in charge', cell: (row) => row.department },
          { zh: '受理时间', en: 'Opened', cell: (row) => stampCell(row.opened) },
          { zh: '办结时间', en: 'Ended', cell: (row) => stampCell(row.ended) },
          { zh: '应办结日期', en: 'Due', cell: (row) => stampCell(row.due, true) },
          { zh: '暂定', en: 'Provisional', cell: (row) => row.provisional },
          { zh: '超期天数', en: 'Days over', cell: (row) => row.daysOver },
          { zh: '总历时（工作日）', en: 'Working days', cell: (row) => row.days },
          { zh: '去向不明自', en: 'Whereabouts unknown since', cell: (row) => stampCell(row.missingSince, true) },
        ],
      }),
    },
    (request, reply) =>
      answer(
        request,
        reply,
        async ({ db, scope, now }) => {
          const { format, ...query } = request.query;
          const whole = format !== undefined ? { page: 1, size: MOST } : {};
          const found = query.population === 'suspended' ? await suspended(db, scope, query, now) : undefined;
          const { dataDay, rows, ...read } = await cases(
            db,
            scope,
            { ...query, ...whole, found, onlineChannels: onlineChannels(dayOf(now)) },
            now,
          );
          if (format !== undefined && read.total > MOST)
            throw new Failure('too-many-rows', { value: String(read.total), most: String(MOST) });
          const calendar = await calendarInForce(db);
          return { ...read, rows: rows.map((row) => withDaysOver(row, dataDay, calendar)) };
        },
        { clock: true },
      ),
  );
};

/** Cases whose suspensions are to be looked at: which, only their rules and calendar say. */
async function suspended(db: Db, scope: Scope, query: CasesQuery, now: Instant): Promise<number[]> {
  const read = await suspendedCases(db, scope, query, now);
  const audited = await auditedSuspensions(db, read.basis, read.zone, read.suspended);
  return casesSuspended(audited, query.suspension, unblank(query.reason) ?? undefined);
}
