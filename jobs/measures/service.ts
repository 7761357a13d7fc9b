import type { Measure } from './measure.ts';

const MONTHS = ['calendar', 'statistical'] as const;
const STEPS = { zh: '营销系统环节记录', en: 'Steps of the marketing system' };
const ARCHIVED = { zh: '统计期内归档的工单。', en: 'Cases archived in the period.' };
const head = { subject: 'service', count: 'case', months: MONTHS, version: '1', options: [], panels: [] } as const;
const warnings = {
  ...head,
  subject: 'supervision',
  count: 'warning',
  period: 'sent',
  mark: 'found',
  source: { zh: '预警督办记录', en: 'Records of warnings' },
  needs: ['warning'],
} as const;

/** 服务类: how often a customer has to come, and how cases come in; 预警督办. */
export const SERVICE: readonly Measure[] = [
  {
    ...head,
    code: 'return-rate',
    period: 'archived',
    name: { zh: '回退率', en: 'Return rate' },
    formula: {
      zh: '至少一次回退的工单 ÷ 工单；来源报送回退记录的以记录为准，否则同一步骤在其后的环节到达之后再次到达，即为一次回退。',
      en: 'Cases with at least one return ÷ cases; the source’s own records of returns where it delivers any, else a step that arrives again after a later stage has arrived.',
    },
    population: ARCHIVED,
    mark: 'found',
    source: STEPS,
    version: '2',
    needs: ['archive'],
  },
  {
    ...head,
    code: 'customer-round-trips',
    period: 'archived',
    name: { zh: '客户往返次数', en: 'Customer round trips' },
    formula: {
      zh: '（补件次数 + 回到客户办理环节的次数 + 检验不合格次数）÷ 工单；上门次数另列。来源没有的部分写明，不按 0 计。',
      en: '(Supplement requests + returns to a customer step + failed inspections) ÷ cases; site visits apart. A part the source does not have is named, not counted as 0.',
    },
    population: ARCHIVED,
    options: [{ code: 'target', name: { zh: '目标', en: 'Target' }, values: [{ from: null, value: '≤ 1' }] }],
    mark: 'believed',
    source: STEPS,
    needs: ['archive', 'supplement', 'customer-step', 'rectification'],
  },
  {
    ...head,
    code: 'site-visits',
    period: 'archived',
    name: { zh: '上门次数', en: 'Site visits' },
    formula: { zh: '上门次数 ÷ 工单。', en: 'Site visits ÷ cases.' },
    population: ARCHIVED,
    mark: 'believed',
    source: STEPS,
    needs: ['site-visit'],
  },
  {
    ...head,
    code: 'told-once-rate',
    period: 'applied',
    name: { zh: '一次性告知率', en: 'Told at once' },
    formula: {
      zh: '受理后没有补件的工单 ÷ 受理的工单。',
      en: 'Cases accepted without a later supplement request ÷ cases accepted.',
    },
    population: { zh: '统计期内受理的工单。', en: 'Cases accepted in the period.' },
    mark: 'believed',
    source: STEPS,
    needs: ['supplement'],
  },
  {
    ...head,
    code: 'online-share',
    period: 'applied',
    name: { zh: '线上办电率', en: 'Online share' },
    formula: {
      zh: '线上渠道受理的工单 ÷ 受理渠道已知的工单。',
      en: 'Cases accepted online ÷ cases accepted whose channel is known.',
    },
    population: { zh: '统计期内受理的工单。', en: 'Cases accepted in the period.' },
    options: [
      {
        code: 'online-channels',
        name: { zh: '线上渠道', en: 'Online channels' },
        values: [{ from: null, value: '网上国网 / 互联网 / 南网在线' }],
      },
    ],
    mark: 'believed',
    source: { zh: '申请方式', en: 'Channel of application' },
    needs: ['channel'],
  },
  {
    ...warnings,
    code: 'warnings-sent',
    name: { zh: '督办预警次数', en: 'Warnings sent' },
    formula: { zh: '统计期内发出的预警次数。', en: 'Warnings sent in the period.' },
    population: { zh: '在途工单的预警。', en: 'Warnings about open cases.' },
  },
  {
    ...warnings,
    code: 'warnings-cleared',
    name: { zh: '预警消除次数', en: 'Warnings cleared' },
    formula: { zh: '统计期内发出、已消除的预警次数。', en: 'Warnings sent in the period and cleared since.' },
    population: { zh: '在途工单的预警。', en: 'Warnings about open cases.' },
  },
];
