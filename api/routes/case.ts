import { chineseCalendar } from '../../jobs/clock/calendar.ts';
import { caseLedger } from '../../jobs/clock/ledger.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { Failure } from '../../sql/failure.ts';
import { caseDetail } from '../../sql/read/case.ts';
import { caseLogs, processOf } from '../../sql/read/case-log.ts';
import type { Asked } from '../answers.ts';
import { withDaysOver } from '../case-days.ts';
import { CaseQuery, CaseReply, type LedgerDay } from '../contract/case.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

export const caseRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/case',
    {
      schema: {
        summary: '一个工单：经过、各规则集计时项、逐日计时明细',
        querystring: tableQuery(CaseQuery.properties),
        response: { 200: CaseReply },
      },
      preSerialization: asTable<CaseReply, LedgerDay>({
        zh: '逐日计时明细',
        en: 'day-ledger',
        rows: (r) => r.days,
        columns: [
          { zh: '日期', en: 'Date', cell: (day) => day.date },
          { zh: '日期类型', en: 'Kind', cell: (day, lang) => inWords(day.kind, lang) },
          { zh: '节日', en: 'Holiday', cell: (day) => day.holiday },
          { zh: '计时归属', en: 'Owner', cell: (day, lang) => inWords(day.owner, lang) },
          { zh: '暂停计时', en: 'Paused', cell: (day) => day.paused },
          { zh: '暂定', en: 'Provisional', cell: (day) => day.provisional },
        ],
      }),
    },
    (request, reply) => answer(request, reply, (asked) => caseWithLedger(asked, request.query), { clock: true }),
  );
};

/** The case with its clocks under every rule set and its day ledger under the chosen one, computed from its log. */
async function caseWithLedger({ db, scope, now }: Asked, query: { key: string; source?: string; rules?: string }) {
  const { origin, caseId, asOf, dataDay, ...read } = await caseDetail(db, scope, query, now);
  const chosen = RULE_SETS.find((set) => set.code === read.basis.rules);
  if (chosen === undefined) throw new Failure('unknown-rules', { value: read.basis.rules });
  const process = await processOf(db, origin);
  for await (const [log] of caseLogs(db, origin, { caseIds: [caseId] })) {
    const ledger = caseLedger(log!, process, RULE_SETS, chosen, chineseCalendar(), asOf);
    return { ...read, case: withDaysOver(read.case, dataDay), ...ledger };
  }
  throw new Failure('unknown-case', { value: query.key });
}
