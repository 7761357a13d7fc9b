import { stageOf } from '../../jobs/clock/clock-rows.ts';
import { caseLedger } from '../../jobs/clock/ledger.ts';
import { dayPercentile } from '../../jobs/statistics/percentile.ts';
import { Failure } from '../../sql/failure.ts';
import { caseDetail } from '../../sql/read/case.ts';
import { caseLogs, processOf } from '../../sql/read/case-log.ts';
import { exemptionStates } from '../../sql/read/exemption-states.ts';
import type { Asked } from '../answers.ts';
import { withDaysOver } from '../case-days.ts';
import { CaseQuery, CaseReply, type ClockRow, type LedgerDay } from '../contract/case.ts';
import { inForce } from '../in-force.ts';
import type { Route } from '../route.ts';
import { asTable, table, tableQuery, type Table } from '../table/as-table.ts';
import { inWords, stampCell } from '../table/words.ts';

const CLOCKS: Table<CaseReply, ClockRow> = {
  word: 'clocks',
  zh: '计时项与时限',
  en: 'clocks',
  rows: (r) => r.clocks,
  columns: [
    { zh: '计时项', en: 'Clock', cell: (clock, lang) => clock.name || inWords(clock.stage, lang) },
    { zh: '规则集', en: 'Rule set', cell: (clock, lang) => (lang === 'zh' ? clock.rulesName : clock.rulesNameEn) },
    { zh: '规则版本', en: 'Rule version', cell: (clock) => clock.ruleVersion },
    { zh: '依据', en: 'Source of the limit', cell: (clock) => clock.legalSource },
    { zh: '日历版本', en: 'Calendar', cell: (clock) => clock.calendarVersion },
    { zh: '起计', en: 'Started', cell: (clock) => stampCell(clock.started) },
    { zh: '时限', en: 'Limit', cell: (clock) => clock.limit },
    { zh: '单位', en: 'Unit', cell: (clock, lang) => inWords(clock.limitUnit, lang) },
    { zh: '应办结日期', en: 'Deadline', cell: (clock) => stampCell(clock.deadline, true) },
    { zh: '暂定', en: 'Provisional', cell: (clock) => clock.provisional },
    { zh: '停止', en: 'Stopped', cell: (clock) => stampCell(clock.stopped) },
    { zh: '已用', en: 'Used', cell: (clock) => clock.used },
    { zh: '超期', en: 'Over', cell: (clock) => clock.over },
    { zh: '判定', en: 'Verdict', cell: (clock, lang) => inWords(clock.verdict, lang) },
    { zh: '原因', en: 'Reason', cell: (clock, lang) => inWords(clock.reason, lang) },
  ],
};

const STEPS: Table<CaseReply, CaseReply['events'][number]> = {
  word: 'steps',
  zh: '环节记录',
  en: 'steps',
  rows: (r) => r.events,
  columns: [
    { zh: '步骤', en: 'Activity', cell: (event) => event.activity },
    { zh: '环节', en: 'Stage', cell: (event) => event.stageName },
    { zh: '计时归属', en: 'Owner', cell: (event, lang) => inWords(event.owner, lang) },
    { zh: '到达', en: 'Arrived', cell: (event) => stampCell(event.arrived) },
    { zh: '接收', en: 'Started', cell: (event) => stampCell(event.started) },
    { zh: '完成', en: 'Finished', cell: (event) => stampCell(event.finished) },
    { zh: '部门', en: 'Department', cell: (event) => event.department },
    { zh: '经办人', en: 'Operator', cell: (event) => event.operator },
    { zh: '文件', en: 'File', cell: (event) => event.file },
    { zh: '行', en: 'Line', cell: (event) => event.line },
  ],
};

export const caseRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/case',
    {
      schema: {
        summary: '一个工单：经过、各规则集计时项、逐日计时明细',
        querystring: tableQuery(CaseQuery.properties),
        response: { 200: CaseReply },
      },
      preSerialization: asTable<CaseReply, LedgerDay>(
        {
          word: 'days',
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
        },
        table(CLOCKS),
        table(STEPS),
      ),
    },
    (request, reply) => answer(request, reply, (asked) => caseWithLedger(asked, request.query), { clock: true }),
  );
};

/** The case with its clocks under every rule set and its day ledger under the chosen one, computed from its log. */
async function caseWithLedger({ db, scope, now }: Asked, query: { key: string; source?: string; rules?: string }) {
  const { origin, caseId, asOf, dataDay, judgedBy, similar, ...read } = await caseDetail(db, scope, query, now);
  const { chosen, calendar, ...told } = await inForce(db, read.basis);
  const sets = told.sets.filter(({ code, example }) => example !== true || judgedBy.includes(code));
  const process = await processOf(db, origin);
  for await (const [log] of caseLogs(db, origin, { caseIds: [caseId] })) {
    const ledger = caseLedger(log!, process, sets, chosen, calendar, asOf);
    const said = await exemptionStates(db, { origin, ruleSet: chosen.id, caseKey: query.key });
    const answers = said.map(({ caseKey: _key, stage, ...rest }) => ({ ...rest, stage: stageOf(stage, process).code }));
    const times = timesOf(similar, read.case.days);
    return { ...read, case: withDaysOver(read.case, dataDay, calendar), similar: times, ...ledger, answers };
  }
  throw new Failure('unknown-case', { value: query.key });
}

/** The days of similar cases in a few numbers, and how many of these took no longer. */
function timesOf(similar: Awaited<ReturnType<typeof caseDetail>>['similar'], own: number) {
  if (similar === null || similar.n === 0) return null;
  const { days, ...rest } = similar;
  const within = days.reduce((sum, n, day) => (day <= own ? sum + n : sum), 0);
  return { ...rest, median: dayPercentile(days, 0.5), p90: dayPercentile(days, 0.9), within };
}
