import Type, { type Static } from 'typebox';
import { MARKS, REMARKS, TRIPS } from '../../sql/vocabulary.ts';
import { treeFields } from './branches.ts';
import { Basis, filterFields, Nullable } from './filter.ts';

/**
 * Which cases a figure counts. `open`: open at the data time. `ended`: archived in the period. `applied`, `aborted`: in the period.
 * `stopped`: a clock of `stage` stopped in the period. `stopped-any`: of any assessed stage; a case with two
 * stands twice. `running-clock`: a clock of `stage` runs. `standing`: one ran when the
 * period began. `withdrawn`: an abort cut one off in the period. `cohort`: accepted in the period, with a clock of `stage`. `callback`: called back in the period,
 * or due in it and not called; a case called back twice stands twice. `complaint`: complained of in the period, once for
 * every complaint. `opening`: open at the start of the period, which is the end of
 * the month before (with `status=overdue`: overdue then). Without it: every case.
 * `on-hand`: open at its start or applied for in it. `connected`: archived in the period, by `voltage` (default both), with the time from
 * acceptance to energised; `none`: archived without one.
 * `suspended`: archived in the period and suspended, see `suspension`.
 * `flow`: counted in the flow of cases as `flow` in the period; a case that counts twice stands twice.
 * With `open` or without a population, `stage` asks for cases that now are in that stage; of one
 * over several stages, for those where its clock runs.
 */
export const POPULATIONS = [
  'open',
  'ended',
  'applied',
  'aborted',
  'stopped',
  'stopped-any',
  'running-clock',
  'standing',
  'withdrawn',
  'cohort',
  'callback',
  'complaint',
  'opening',
  'on-hand',
  'connected',
  'suspended',
  'flow',
] as const;

/** GET /api/v1/cases: the list behind a figure; `total` equals that figure. */
export const CasesQuery = Type.Object(
  {
    ...filterFields,
    ...treeFields,
    population: Type.Optional(Type.Enum(POPULATIONS)),
    /** With open, running-clock or (overdue only) opening. */
    status: Type.Optional(Type.Enum(['overdue', 'at-risk', 'running', 'paused', 'undecidable'])),
    /** With stopped or ended. */
    verdict: Type.Optional(Type.Enum(['met', 'overdue', 'undecidable', 'no-limit', 'decided'])),
    /** With open, ended or stopped: HV, LV or other classes. */
    group: Type.Optional(Type.Enum(['hv', 'lv', 'other'])),
    /** With stopped, ended or running-clock: used days at least / at most; undecidable ones have none. */
    daysFrom: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999 })),
    daysTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999 })),
    /** With stopped: late clocks an approved exemption takes out; met ones during which the case was suspended. */
    mark: Type.Optional(Type.Enum(['exempted', 'suspended'])),
    /** With ended: those that have this flag of the rules. */
    marked: Type.Optional(Type.Enum([...MARKS])),
    /** With cohort: what became of the clock by the data time. */
    ending: Type.Optional(Type.Enum(['finished', 'withdrawn', 'running', 'undecidable'])),
    /** With open: due today, tomorrow, or between data time and today. */
    due: Type.Optional(Type.Enum(['today', 'tomorrow', 'unverified'])),
    /** With open: current stage over, whole process or a sum over, an earlier stage was late, internal limit past, 暂定. */
    late: Type.Optional(Type.Enum(['stage', 'whole', 'earlier', 'internal', 'provisional'])),
    /** With connected or open: 10 kV, 400 V (below 1 kV), or neither; with open `none` is no voltage written. */
    voltage: Type.Optional(Type.Enum(['10kv', '400v', 'none'])),
    /** With open: not energised so many calendar days after acceptance, both included. */
    unenergised: Type.Optional(
      Type.String({ pattern: '^\\d{1,5}~\\d{0,5}$', description: '受理后未送电的自然日，起~止' }),
    ),
    /** 当前责任部门 of an open case; `(blank)`: none. */
    department: Type.Optional(Type.String({ maxLength: 200, description: '当前责任部门；(blank) 为空' })),
    /** Cases of the unit itself, not of those below it. */
    own: Type.Optional(Type.Boolean()),
    /** With callback. `due`: all; `positive`: very satisfied and satisfied together; `satisfied`: that grade alone. */
    grade: Type.Optional(
      Type.Enum([
        'due',
        'made',
        'answered',
        'opinion',
        'positive',
        'satisfied',
        'very-satisfied',
        'neutral',
        'dissatisfied',
        'very-dissatisfied',
        'no-opinion',
        'time-deviates',
        'designated',
        'times-asked',
        'not-negative',
        'with-due',
        'punctual',
        'graded',
        'ungraded',
      ]),
    ),
    /** With complaint: first complaints by what became of them, or `repeated` ones; default `first`. */
    complaint: Type.Optional(Type.Enum(['first', 'upheld', 'rejected', 'undecided', 'repeated'])),
    via: Type.Optional(Type.String({ maxLength: 100, description: '投诉渠道' })),
    /** With suspended: once for every suspension, last-minute or retroactive one; cases in time only because of one. */
    suspension: Type.Optional(Type.Enum(['each', 'last-minute', 'retroactive', 'rescued'])),
    reason: Type.Optional(Type.String({ maxLength: 500, description: '暂停原因；(blank) 为空' })),
    /** Left out of figures for this reason; `missing`: open, 去向不明 for as long as the source lists it after. */
    flag: Type.Optional(Type.Enum(['end-before-start', 'unknown-unit', 'missing', ...REMARKS])),
    /** With flow: which count. `wait`, `back` and `ping-pong` by department; `case` of one path; `signs` with one sign. */
    flow: Type.Optional(
      Type.Enum(['case', 'returns', 'rework', 'trips', 'paused', 'signs', 'wait', 'back', 'ping-pong']),
    ),
    flowFrom: Type.Optional(Type.String({ maxLength: 200, description: '交出部门；(blank) 为空' })),
    flowTo: Type.Optional(Type.String({ maxLength: 200, description: '接收部门' })),
    path: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
    sign: Type.Optional(Type.Enum(['burst', 'order', 'early-energised', 'off-hours', 'month-end'])),
    channel: Type.Optional(Type.String({ maxLength: 200, description: '申请方式；(blank) 为空' })),
    industry: Type.Optional(Type.String({ maxLength: 200, description: '行业；(blank) 为空' })),
    capacity: Type.Optional(
      Type.String({
        pattern: '^(\\(blank\\)|-?\\d*\\.?\\d*~-?\\d*\\.?\\d*)$',
        description: '申请容量，起~止，含起不含止；(blank) 为空',
      }),
    ),
    manager: Type.Optional(Type.String({ maxLength: 200, description: '客户经理；(blank) 为空' })),
    /** With ended: what the steps say of the account manager; see account-manager. */
    managed: Type.Optional(Type.Enum(['known', 'one', 'changed', 'gap'])),
    /** With ended: the case came back at all, to a customer's step, or from a failed inspection. */
    trip: Type.Optional(Type.Enum([...TRIPS])),
    /** With applied: by a known channel, or by one that counts as online 线上. */
    reached: Type.Optional(Type.Enum(['known', 'online'])),
    /** With running-clock: the day the deadline ends; `none` without one. */
    dueFrom: Type.Optional(Type.String({ pattern: '^(none|\\d{4}-\\d{2}-\\d{2})$' })),
    dueTo: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    /** Design, construction or supply firm, its branches included. */
    firm: Type.Optional(Type.String({ maxLength: 200, description: '设计、施工或设备供应单位，含其分公司' })),
    firmAs: Type.Optional(Type.Enum(['designer', 'builder', 'supplier'])),
    q: Type.Optional(Type.String({ maxLength: 100, description: '申请编号，全部或其中一段；不分大小写和全角半角' })),
    sort: Type.Optional(Type.Enum(['due', 'opened', 'days', 'key'])),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
    size: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  },
  { additionalProperties: false },
);
export type CasesQuery = Static<typeof CasesQuery>;

export const CaseRow = Type.Object({
  caseKey: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  class: Type.String(),
  business: Type.String(),
  state: Type.String(),
  /** Of an open case, else null. */
  status: Nullable(Type.String()),
  /** Of an ended case, else null. */
  verdict: Nullable(Type.String()),
  stage: Nullable(Type.String()),
  stageName: Nullable(Type.String()),
  department: Nullable(Type.String()),
  opened: Type.String(),
  ended: Nullable(Type.String()),
  /** The earliest deadline of its running clocks. */
  due: Nullable(Type.String()),
  /** Working days past that deadline at the data time (positive), or left (negative); null without one. */
  daysOver: Nullable(Type.Integer()),
  /** Whole process so far, working days. */
  days: Type.Integer(),
  provisional: Type.Boolean(),
  /** 去向不明: data time of the first in-flight snapshot that lacks the open case; null: none does. */
  missingSince: Nullable(Type.String()),
});
export type CaseRow = Static<typeof CaseRow>;

export const CasesReply = Type.Object({
  basis: Basis,
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  /** With flag=missing: refused rows of the in-flight snapshots without a readable case number; a listed case may have been among them. */
  unreadListed: Nullable(Type.Integer()),
  rows: Type.Array(CaseRow),
});
export type CasesReply = Static<typeof CasesReply>;
