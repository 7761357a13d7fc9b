/**
 * The words every floor shares. Nothing here touches a database.
 */

/** Microseconds since 1970-01-01T00:00:00Z, a safe integer until the year 2255. */
export type Instant = number;

/** A calendar day as days since 1970-01-01 in the zone the context names. */
export type DayNumber = number;

/** Days are cut in this zone wherever a source declares no other (domain §3). */
export const BUSINESS_ZONE = 'Asia/Shanghai';

/** What a case list says of a case; without a list it follows from the profile (design §5, *Open*). */
export const CASE_STATES = ['open', 'archived', 'aborted'] as const; // 在途 归档 中止
export type CaseState = (typeof CASE_STATES)[number];

/** Status of an open case, first that applies (design §5). They add up to the open stock. */
export const STATUSES = ['overdue', 'at-risk', 'running', 'paused', 'undecidable'] as const; // 在途超期 临期 计时中 暂停计时 无法判定
export type Status = (typeof STATUSES)[number];

/** Who holds the ball on a day (计时归属); the order is the precedence of parallel steps (domain §3). */
export const OWNERS = ['utility', 'government', 'grid', 'customer'] as const; // 供电企业 政府审批 电网配套工程 客户
export type Owner = (typeof OWNERS)[number];

/** Stored as its index. `running` covers running and, asked at a later instant, running-overdue. */
export const VERDICTS = ['met', 'overdue', 'running', 'no-limit', 'undecidable'] as const; // 达标 超期 计时中 未设时限 无法判定
export type Verdict = (typeof VERDICTS)[number];

/** Customer classes the limits distinguish; a source's other words are kept as they are. */
export const CLASSES = ['lv-resident', 'lv-nonresident', 'hv-single', 'hv-dual'] as const; // 低压居民 低压非居民 高压单电源 高压双电源

/** Stages of the domain, in process order; a log without a stage mapping has its activities instead. */
export const STAGES = [
  'acceptance', // 业务受理
  'survey', // 现场勘查
  'plan', // 供电方案答复
  'fees', // 业务收费
  'customer-design', // 客户设计
  'design', // 设计审核
  'customer-construction', // 客户施工
  'grid-works', // 配套工程
  'mid', // 中间检查
  'completion', // 竣工检验
  'rectification', // 客户整改
  'contract', // 签订合同
  'connect', // 装表接电
  'archive', // 归档
  'callback', // 客户回访
] as const;

/** The number of every source's highest unit: all others stand below it. */
export const ROOT = 0;

/**
 * Rows of the cube that are not a stage of the tree share its `stage` column as negative numbers.
 * `case`: one per archived case, late when the case does not comply; its days are the whole process in working days.
 */
export const CUBE = {
  case: -1, // 整单
  applied: -2, // 申请; its days are the day of the month
  aborted: -3, // 中止
  whole: -4, // 全流程
  utilitySum: -5, // 供电企业合计
  segmentA: -6, // A 受理至答复供电方案
  segmentB: -7, // B 设计受理至审核
  segmentC: -8, // C 缴费、设计、施工、整改、验收
  segmentD: -9, // D 验收合格至送电
  lateAtStart: -10, // 期初超期在办: open, with a clock past its deadline, when a month began
  calledBack: -11, // 回访; its days are what it says (sql/callback-word.ts)
  open: -12, // 在办, in the piece NOW; its days are how the case stands (sql/standing-word.ts)
  ended: -13, // 办结或中止; its days are the day of the month
  connected10kv: -14, // 平均接电时间: calendar days from acceptance to energised, filed where the case was archived
  connected400v: -15,
} as const;

/**
 * Added to a stage (or a number of CUBE), the `stage` under which pages and cube count clocks that did not stop there:
 * under way when a month began, and cut off by an abort. Stages beyond MOST_SEEN are not counted so.
 */
export const SEEN = { standing: 16_384, withdrawn: 24_576 } as const; // 期初在办 中止
export const MOST_SEEN = 8_175;

/** Added to a stage up to MOST_SEEN (or a number of CUBE): its running clocks, in the piece NOW, those past their deadline as overdue. */
export const RUNNING = -16_384; // 在计

/** Bits of `case_fact.flags`: data that is kept and counted but undecidable (design §5). */
export const FLAGS = { endBeforeStart: 1, unknownUnit: 2, negativeStep: 4 } as const;

/** A case came back: at all, to a step of the customer's, or because an inspection failed. */
export const TRIPS = ['returned', 'customer-return', 'failed-inspection'] as const; // 回退 回到客户办理环节 检验不合格
export type Trip = (typeof TRIPS)[number];

/**
 * What is odd about a case beyond its flags; the bit of each in `case_clock.remarks` is its index. What follows from each
 * is said in jobs/clock/remarks.ts.
 */
export const REMARKS = [
  'pauses-overlap', // 暂停重叠
  'pause-open', // 暂停未结束
  'unit-moved', // 中途换单位
  're-opened', // 归档后重开
  'start-missing', // 缺起计事件
  'stopped-before-start', // 停止早于起计
  'stop-unknown', // 停止时间未知
  'trait-unknown', // 缺判定所需属性
  'no-steps', // 无环节记录
  'provisional', // 跨未公布日历
] as const;
export type Remark = (typeof REMARKS)[number];

/**
 * What a source may mark a case with (three-zero: zero visits, zero approval, zero investment); the bit of each in
 * `case_fact.marks` is its index. A mark whose bit is missing in `marks_known` is one the source does not speak of.
 */
export const MARKS = ['three-zero', 'green-channel', 'important', 'external-line'] as const; // 三零 绿色通道/重大项目 重要用户 外线
export type Mark = (typeof MARKS)[number];

export const CAPACITY_UNITS = ['kVA', 'kW'] as const;
export type CapacityUnit = (typeof CAPACITY_UNITS)[number];

/** Callback grades in falling order; `no-opinion` is 不评价 and is not in the rate's denominator. */
export const GRADES = [
  'very-satisfied',
  'satisfied',
  'neutral',
  'dissatisfied',
  'very-dissatisfied',
  'no-opinion',
] as const;
export type Grade = (typeof GRADES)[number];

/** Lines of the second sheet of a workbook are kept from this number on, of the third from twice it: one number tells both. */
export const LINES_PER_SHEET = 10_000_000;

/** Reason codes of refused rows and files; the words for them are in the dictionaries. */
export const REASONS = [
  'bad-timestamp',
  'missing-key',
  'missing-step',
  'missing-timestamp',
  'unknown-status',
  'unknown-grade',
  'unknown-code',
  'unit-mismatch',
  'ragged-row',
  'broken-quote',
  'bad-bytes',
  'too-long',
  'formula-error',
  'formula-without-value',
  'duplicate-row',
  'duplicate-cell',
  'spoiled-identifier',
  'bad-identifier',
  'future-timestamp',
] as const;
export type Reason = (typeof REASONS)[number];

/**
 * The smallest period: the part of a calendar month before (0) or from (1) the statistical cut day, as year*24 + month0*2 + part.
 * Calendar months and statistical months (26th to 25th) are both exact sums of pieces.
 */
export type Piece = number;

/** One step's stay in a case. `at` is the instant it stands at: finished, else started, else arrived. */
export type StepEvent = {
  step: number;
  at: Instant;
  arrived: Instant | null;
  started: Instant | null;
  finished: Instant | null;
  operator: string | null;
  department: string | null;
  unit: number | null;
  file: number;
  line: number;
};

/** A suspension 暂停计时: the clock stands still from `from` (inclusive) to `to` (null: still suspended). */
export type Pause = { from: Instant; to: Instant | null; owner: Owner; reason: string };

/** One case with its events in order (design §5: instant, sequence column, line). */
export type CaseLog = {
  caseId: number;
  caseKey: string;
  unit: number;
  class: string;
  business: string;
  state: CaseState;
  opened: Instant;
  ended: Instant | null;
  deadline: Instant | null;
  flags: number;
  /** Supply voltage in kV; this and what follows are null where the source does not say. */
  voltage: number | null;
  /** As written, negative for a reduction 减容. */
  capacity: number | null;
  capacityUnit: CapacityUnit | null;
  /** Number of sources 电源数目. */
  supplies: number | null;
  /** Customers of a batch order 户数. */
  customers: number | null;
  industry: string | null;
  /** Account manager 客户经理, the last one named. */
  manager: string | null;
  /** Bits of MARKS: those the case has, and those the source speaks of. */
  marks: number;
  marksKnown: number;
  events: StepEvent[];
  pauses: Pause[];
};

/** How an origin's log runs: its stages, which stage each step belongs to, and whose time it is. */
export type Process = {
  stages: { stage: number; code: string; name: string; owner: Owner; assessed: boolean }[];
  /** `ends`: until it is done, an open case that has not moved on stays in its stage. */
  steps: { step: number; name: string; stage: number; owner: Owner; ends?: boolean }[];
  /** Events have one timestamp: a stay runs to the next event. */
  singleStamp: boolean;
  zone: string;
  /** The activity names' stages come from a mapping, not from the names themselves. */
  mapped: boolean;
  /** Codes of a unit and all above it, the highest first, by unit. */
  unitPaths?: ReadonlyMap<number, readonly string[]>;
};
