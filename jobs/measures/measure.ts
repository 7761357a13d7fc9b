/** A text in both languages of the screens. */
export type Words = { zh: string; en: string };

/** What a source must deliver before a measure can be told of it; see sql/read/metrics-dictionary.ts for how each is found. */
export const FIELDS = [
  'archive', // 归档或中止
  'class', // 用户类别
  'business', // 业务类型
  'voltage', // 电压等级
  'channel', // 申请方式
  'connect', // 装表接电环节
  'rectification', // 客户整改环节
  'customer-step', // 客户办理的环节
  'callback', // 回访
  'callback-due', // 应回访时间
  'grade', // 满意度评价
  'remembered-times', // 回访核实的受理、竣工时间
  'designation', // 回访是否指定设计、施工、设备单位
  'complaint', // 投诉
  'customers', // 户数
  'supplement', // 补件记录
  'site-visit', // 上门记录
  'warning', // 预警督办记录
  'internal-limit', // 内控时限规则集
] as const;
export type Field = (typeof FIELDS)[number];

/** An adjustable part of a formula; the value holds from a day on (null: from the beginning) until the next one. */
export type MeasureOption = { code: string; name: Words; values: readonly { from: string | null; value: string }[] };

/** One measure of domain §4 (指标口径). Screens, exports, the API and alerts all take it from here. */
export type Measure = {
  code: string;
  subject: 'timeliness' | 'stock' | 'duration' | 'satisfaction' | 'service' | 'supervision';
  name: Words;
  formula: Words;
  population: Words;
  /** 件 | 户 | 计时项 | 次: what one is counted as. */
  count: 'case' | 'customer' | 'clock' | 'callback' | 'complaint' | 'warning';
  /** By which instant a case or record belongs to a period; `data-time`: no period, as the data stands. */
  period: 'archived' | 'stopped' | 'applied' | 'made' | 'received' | 'sent' | 'flow' | 'data-time';
  /** 自然月, 统计月 (from the cut day on); both are exact sums of the same pieces. Empty where there is no period. */
  months: readonly ('calendar' | 'statistical')[];
  options: readonly MeasureOption[];
  /** Grows with every change of the definition; a figure that was reported names it. */
  version: string;
  /** Public source found, believed, unknown, or derived from other measures (the marks of domain §4). */
  mark: 'found' | 'believed' | 'unknown' | 'derived';
  source: Words;
  /** Fields without which the source cannot tell it. */
  needs: readonly Field[];
  /** Words of the panels that show it. */
  panels: readonly string[];
  /** Shipped, but not computed before a customer switches it on. */
  off?: true;
};
