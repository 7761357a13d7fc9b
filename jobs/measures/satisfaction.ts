import type { Measure } from './measure.ts';

const MONTHS = ['calendar', 'statistical'] as const;
const CALLS = { zh: '回访记录', en: 'Callback records' };
const CALLED = {
  zh: '回访日期在统计期内的回访；应回访而未回访的按应回访日期。',
  en: 'Callbacks made in the period; those due and not made by the day they were due.',
};
const head = { subject: 'satisfaction', count: 'callback', period: 'made', months: MONTHS, version: '1' } as const;

/** 满意度: what customers say when called back. */
export const SATISFACTION: readonly Measure[] = [
  {
    ...head,
    code: 'satisfaction-rate',
    name: { zh: '满意率', en: 'Satisfaction rate' },
    formula: {
      zh: '（非常满意 + 满意）÷（回访成功 − 不评价）；“一般”是否计入满意为可选项。',
      en: '(Very satisfied + satisfied) ÷ (answered − no opinion); whether “neutral” counts is an option.',
    },
    population: CALLED,
    options: [
      {
        code: 'neutral-counts',
        name: { zh: '“一般”计入满意', en: '“Neutral” counts as satisfied' },
        values: [{ from: null, value: 'no' }],
      },
    ],
    mark: 'believed',
    source: CALLS,
    needs: ['callback', 'grade'],
    panels: ['satisfaction-summary', 'satisfaction', 'satisfaction-months', 'satisfaction-units', 'cross-table'],
  },
  {
    ...head,
    code: 'satisfaction-score',
    name: { zh: '满意度得分', en: 'Satisfaction score' },
    formula: {
      zh: '各评价分值的加权平均，满分 100；不评价不计。',
      en: 'Weighted mean of the grades given, 100 at most; no opinion is left out.',
    },
    population: CALLED,
    options: [
      {
        code: 'grade-points',
        name: { zh: '各评价分值', en: 'Points of the grades' },
        values: [{ from: null, value: '100 / 80 / 60 / 30 / 0' }],
      },
    ],
    mark: 'believed',
    source: CALLS,
    needs: ['callback', 'grade'],
    panels: ['satisfaction', 'cross-table'],
  },
  {
    ...head,
    code: 'callback-rate',
    name: { zh: '回访率', en: 'Callback rate' },
    formula: { zh: '已回访 ÷ 应回访。', en: 'Callbacks made ÷ callbacks due.' },
    population: CALLED,
    options: [],
    mark: 'found',
    source: CALLS,
    needs: ['callback'],
    panels: ['satisfaction-summary', 'satisfaction', 'cross-table'],
  },
  {
    ...head,
    code: 'callback-punctuality',
    name: { zh: '回访及时率', en: 'Callbacks on time' },
    formula: {
      zh: '应回访日期 24:00 前完成的回访 ÷ 应回访。',
      en: 'Callbacks made by 24:00 of the day they were due ÷ due.',
    },
    population: CALLED,
    options: [],
    mark: 'found',
    source: CALLS,
    needs: ['callback', 'callback-due'],
    panels: [],
  },
  {
    ...head,
    code: 'time-mismatch',
    name: { zh: '时间偏差', en: 'Recorded times differ' },
    formula: {
      zh: '客户所述受理或竣工时间与系统记录不一致的回访 ÷ 问及时间的回访。',
      en: 'Callbacks in which the customer remembers other application or completion times ÷ callbacks that asked.',
    },
    population: CALLED,
    options: [],
    mark: 'found',
    source: CALLS,
    needs: ['callback', 'remembered-times'],
    panels: ['satisfaction'],
  },
  {
    ...head,
    code: 'designation',
    name: { zh: '三指定反映', en: 'Designation reported' },
    formula: {
      zh: '客户反映被指定设计、施工或设备供应单位的回访件数；为核查线索，不作结论。',
      en: 'Callbacks that report a designated designer, builder or supplier; a lead to check, never a verdict.',
    },
    population: CALLED,
    options: [],
    mark: 'found',
    source: CALLS,
    needs: ['callback', 'designation'],
    panels: ['satisfaction'],
  },
  {
    ...head,
    code: 'complaints-per-10k',
    count: 'complaint',
    period: 'received',
    name: { zh: '万户投诉率', en: 'Complaints per 10,000 customers' },
    formula: {
      zh: '业扩类投诉件数（不含重复投诉）÷ 统计期内归档工单的户数 × 10,000；不足 50 户不计算。',
      en: 'Complaints about connections, repeated ones left out ÷ customers of the cases archived in the period × 10,000; not told of fewer than 50.',
    },
    population: { zh: '统计期内受理的投诉。', en: 'Complaints received in the period.' },
    version: '3',
    options: [],
    mark: 'believed',
    source: { zh: '95598、12398、12345 投诉记录', en: 'Complaints of the 95598, 12398 and 12345 lines' },
    needs: ['complaint', 'customers'],
    panels: ['complaints', 'cross-table'],
  },
];
