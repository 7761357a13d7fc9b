import type { Measure } from './measure.ts';

const MONTHS = ['calendar', 'statistical'] as const;
const ACCOUNT = { zh: '营销系统工单与环节记录', en: 'Cases and steps of the marketing system' };

/** 时限类: what is finished or running, against its limit. */
export const TIMELINESS: readonly Measure[] = [
  {
    code: 'compliance-rate',
    subject: 'timeliness',
    name: { zh: '时限达标率', en: 'Compliance rate' },
    formula: {
      zh: '达标件数 ÷（达标件数 + 超期件数）。高压工单的各考核环节均达标才算达标；低压按全流程或供电企业办理合计判定。高压、低压分列，不合并。',
      en: 'Met ÷ (met + late). An HV case complies only if all its assessed stages do; LV is judged by the whole process or the sum of utility time. HV and LV stand apart, never combined.',
    },
    population: {
      zh: '统计期内归档的工单；无法判定与未设时限的不计入，件数列在旁边。',
      en: 'Cases archived in the period; undecidable ones and those without a limit are left out and counted beside.',
    },
    count: 'case',
    period: 'archived',
    months: MONTHS,
    options: [],
    version: '1',
    mark: 'derived',
    source: ACCOUNT,
    needs: ['archive', 'class'],
    panels: ['compliance-rate', 'trend', 'branches', 'bridge'],
  },
  {
    code: 'composite-compliance',
    subject: 'timeliness',
    name: { zh: '业扩服务时限达标率（综合）', en: 'Composite compliance rate' },
    formula: {
      zh: '0.6 × 高压达标率 + 0.3 × 低压达标率 + 0.1 ×（分布式电源与充电桩）达标率。每件工单只属一组，先按业务类型；没有工单的部分不计，其余权重按比例放大，并注明。',
      en: '0.6 × HV + 0.3 × LV + 0.1 × (distributed generation and EV charging). Each case belongs to one group, by business type first; a part without cases is left out and the other weights are rescaled, which is stated.',
    },
    population: { zh: '统计期内归档的工单。', en: 'Cases archived in the period.' },
    count: 'case',
    period: 'archived',
    months: MONTHS,
    options: [
      {
        code: 'weights',
        name: { zh: '权重（高压、低压、分布式与充电）', en: 'Weights (HV, LV, DG and EV)' },
        values: [{ from: null, value: '0.6 / 0.3 / 0.1' }],
      },
    ],
    version: '1',
    mark: 'believed',
    source: {
      zh: '一省的做法，数值见于公开资料，是否现行待确认',
      en: 'A provincial practice; figures are public, validity is unconfirmed',
    },
    needs: ['archive', 'class', 'business'],
    panels: [],
    off: true,
  },
  {
    code: 'stage-overdue-rate',
    subject: 'timeliness',
    name: { zh: '环节超期率', en: 'Stage late rate' },
    formula: {
      zh: '超期的环节计时 ÷（达标 + 超期的环节计时）；环节达标率 = 1 − 环节超期率。',
      en: 'Late stage clocks ÷ (met + late stage clocks); stage compliance = 1 − this.',
    },
    population: {
      zh: '统计期内停止的环节计时，一件工单的每个环节各一条。',
      en: 'Stage clocks that stopped in the period, one per case and stage.',
    },
    count: 'clock',
    period: 'stopped',
    months: MONTHS,
    options: [],
    version: '1',
    mark: 'believed',
    source: ACCOUNT,
    needs: [],
    panels: ['stage-strip', 'stage-distribution', 'stage-units', 'what-if'],
  },
  {
    code: 'open-overdue',
    subject: 'timeliness',
    name: { zh: '在途超期', en: 'Open overdue' },
    formula: {
      zh: '有任一在计时的时限已过应办结日期的在途工单件数；一件只计一次。其中“当前环节超期”与“全流程或供电企业合计超期”可重叠。',
      en: 'Open cases with any running clock past its deadline; a case counts once. Current stage over, and whole process or utility sum over, may overlap.',
    },
    population: { zh: '数据时间的在途工单。', en: 'Cases open at the data time.' },
    count: 'case',
    period: 'data-time',
    months: [],
    options: [],
    version: '1',
    mark: 'found',
    source: { zh: '名称见于公开资料', en: 'The name is public' },
    needs: [],
    panels: ['open-stock', 'due-list', 'trend', 'branches', 'stage-strip', 'stage-distribution', 'stage-units', 'duty'],
  },
  {
    code: 'internal-overdue',
    subject: 'timeliness',
    name: { zh: '超内控', en: 'Beyond an internal limit' },
    formula: {
      zh: '只超过内部管控时限、未超过主规则集时限的在途工单件数；以临期样式列示，不计入在途超期。',
      en: 'Open cases past an internal limit only; shown in the at-risk style, never as overdue.',
    },
    population: { zh: '数据时间的在途工单。', en: 'Cases open at the data time.' },
    count: 'case',
    period: 'data-time',
    months: [],
    options: [],
    version: '1',
    mark: 'derived',
    source: ACCOUNT,
    needs: [],
    panels: ['duty'],
  },
];
