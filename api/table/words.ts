import type { Language } from '../problems.ts';

type Pair = readonly [zh: string, en: string];

/** Codes as people read them in a table; a code without words stays itself. */
const WORDS: Readonly<Record<string, Pair>> = {
  overdue: ['超期', 'overdue'],
  'at-risk': ['临期', 'at risk'],
  running: ['计时中', 'running'],
  paused: ['暂停计时', 'paused'],
  undecidable: ['无法判定', 'undecidable'],
  met: ['达标', 'met'],
  'no-limit': ['未设时限', 'no limit'],
  open: ['在途', 'open'],
  archived: ['归档', 'archived'],
  aborted: ['中止', 'aborted'],
  hv: ['高压', 'HV'],
  lv: ['低压', 'LV'],
  other: ['其他', 'other'],
  'lv-resident': ['低压居民', 'LV resident'],
  'lv-nonresident': ['低压非居民', 'LV non-resident'],
  'hv-single': ['高压单电源', 'HV single supply'],
  'hv-dual': ['高压双电源', 'HV dual supply'],
  utility: ['供电企业', 'utility'],
  government: ['政府审批', 'government'],
  grid: ['电网配套工程', 'grid project'],
  customer: ['客户', 'customer'],
  working: ['工作日', 'working day'],
  rest: ['休息日', 'rest day'],
  'make-up': ['调休上班', 'make-up working day'],
  holiday: ['节假日', 'holiday'],
  imported: ['已导入', 'imported'],
  held: ['暂缓', 'held'],
  rejected: ['拒收', 'rejected'],
  inbox: ['收件文件夹', 'inbox folder'],
  upload: ['页面上传', 'upload'],
  cli: ['命令行', 'command line'],
  http: ['接口', 'HTTP'],
  sql: ['数据库视图', 'database view'],
  'not-in-source': ['本数据源无此项', 'Not in this source'],
  'late-arrival': ['补录', 'late arrival'],
  correction: ['更正', 'correction'],
  rules: ['时限变更', 'limits changed'],
  calendar: ['日历变更', 'calendar changed'],
  mapping: ['对照变更', 'mapping changed'],
  exemption: ['申诉剔除', 'exemption'],
  today: ['今日到期', 'due today'],
  tomorrow: ['明日到期', 'due tomorrow'],
  whole: ['全流程', 'whole process'],
  utilitySum: ['供电企业办理合计', 'utility sum'],
  'running-overdue': ['在途超期', 'running overdue'],
  'working-day': ['工作日', 'working days'],
  'calendar-day': ['自然日', 'calendar days'],
  'working-hour': ['工作小时', 'working hours'],
  month: ['个月', 'months'],
  'three-zero': ['三零', 'three-zero'],
  'green-channel': ['绿色通道', 'green channel'],
  important: ['重要用户', 'important customer'],
  'external-line': ['外线', 'external line'],
  past: ['已失效', 'expired'],
  current: ['现行', 'in force'],
  coming: ['将生效', 'coming'],
  confirmed: ['已确认', 'confirmed'],
  unconfirmed: ['待确认，未启用', 'unconfirmed, off'],
  unset: ['未设', 'unset'],
  'end-before-start': ['完成早于开始', 'end before start'],
  'unknown-unit': ['待归属单位', 'unknown unit'],
  'stop-unknown': ['停止时间未知', 'stop unknown'],
  'stopped-before-start': ['停止早于起计', 'stopped before start'],
  'pauses-overlap': ['暂停重叠（仍计入）', 'suspensions overlap (still counted)'],
  'pause-open': ['暂停未结束（仍计入）', 'suspension never ended (still counted)'],
  'unit-moved': ['中途换过单位（仍计入）', 'moved to another unit (still counted)'],
  provisional: [
    '时限跨未公布的日历，暂定（仍计入）',
    'a deadline beyond the announced calendar, provisional (still counted)',
  ],
  're-opened': ['归档后又有环节（仍计入）', 'steps after the archive (still counted)'],
  'no-steps': ['无环节记录', 'no steps on record'],
  'start-missing': ['缺起计事件', 'no start event'],
  'trait-unknown': ['缺判定所需属性', 'lacks what a limit asks for'],
  unverified: ['已到期，待数据核实', 'due, awaiting data'],
  better: ['异常偏好', 'better'],
  worse: ['异常偏差', 'worse'],
  'part-mix': ['业务构成', 'case mix'],
  'part-stage': ['环节（各单位共有）', 'stages (common to all units)'],
  'part-unit': ['单位', 'units'],
  'part-rules': ['时限规则变化', 'change of limits'],
  'part-suspension': ['暂停计时', 'suspensions'],
  'part-exemption': ['申诉剔除', 'exemptions'],
  'part-interaction': ['交互', 'interaction'],
  'satisfaction-by-wait': ['用时（工作日）', 'Working days'],
  'satisfaction-by-class': ['用户类别', 'Class'],
  'satisfaction-by-stage': ['环节', 'Stage'],
  'standing-below': ['显著低于整体', 'significantly below the whole'],
  'standing-above': ['显著高于整体', 'significantly above the whole'],
  'standing-same': ['无显著差异', 'no significant difference'],
  'standing-small': ['样本量不足', 'sample too small'],
  'standing-gate': ['数据质量未达标', 'below the data-quality gate'],
  'standing-none': ['无可判定工单', 'no decided case'],
};

export function inWords(code: string | null, lang: Language): string | null {
  const pair = code === null ? undefined : WORDS[code];
  return pair === undefined ? code : pair[lang === 'zh' ? 0 : 1];
}

/** 2026-10-21T16:20:00+08:00 as a spreadsheet reads it; a deadline at midnight is 24:00 of the day it closes. */
export function stampCell(iso: string | null, closing = false): string | null {
  if (iso === null) return null;
  const date = iso.slice(0, 10);
  const time = iso.slice(11, 16);
  if (!closing || time !== '00:00') return `${date} ${time}`;
  return `${new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)} 24:00`;
}

/** A share as a number with four decimals; null where there is none. */
export const shareCell = (share: number | null | undefined): number | null =>
  share == null ? null : Math.round(share * 1e4) / 1e4;

export const rateCell = (hits: number, n: number): number | null => shareCell(n === 0 ? null : hits / n);
