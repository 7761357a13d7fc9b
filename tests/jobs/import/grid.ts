import type { Profile } from '../../../jobs/import/profile.ts';

/** A small marketing system with every kind of table, and heads for its files. */
export const GRID: Profile = {
  name: 'grid',
  zone: 'Asia/Shanghai',
  daily: true,
  ownClock: true,
  rules: 'demo-primary',
  tables: [
    {
      shape: 'unit',
      fields: {
        ...{ unit: '单位编码', unitName: '单位名称', parent: '上级单位编码', from: '生效日期', to: '失效日期' },
        ...{ successor: '并入单位', updated: '更新时间' },
      },
    },
    {
      shape: 'case',
      delivery: 'snapshot',
      key: ['工单编号'],
      fields: {
        ...{ unit: '供电单位', class: '类别', business: '业务', opened: '受理时间', ended: '归档时间', state: '状态' },
        dataDate: '数据日期',
      },
      dimensions: ['行业'],
    },
    {
      shape: 'step',
      key: ['工单编号'],
      fields: {
        ...{ step: '环节', arrived: '到达时间', started: '接收时间', finished: '完成时间', operator: '处理人' },
        updated: '更新时间',
      },
    },
    { shape: 'suspension', key: ['工单编号'], fields: { from: '暂停开始', to: '暂停结束', reason: '原因' } },
    {
      shape: 'callback',
      key: ['工单编号'],
      fields: {
        ...{ due: '应回访', made: '回访时间', answered: '结果', grade: '评价' },
        ...{ timeDeviates: '时间偏差', designated: '三指定' },
      },
    },
    {
      shape: 'return',
      key: ['工单编号'],
      fields: { at: '回退时间', fromStep: '回退环节', toStep: '退至环节', operator: '回退人', reason: '回退原因' },
    },
    {
      shape: 'complaint',
      key: ['工单编号'],
      fields: {
        ...{ number: '投诉编号', made: '投诉时间', channel: '投诉来源', category: '投诉类别', upheld: '是否属实' },
        ...{ duplicateOf: '重复投诉', unit: '供电单位' },
      },
    },
    { shape: 'customer', key: ['工单编号'], fields: { customer: '用户编号', energised: '送电时间' } },
  ],
};

export const HEADS = {
  unit: '单位编码,单位名称,上级单位编码,生效日期,失效日期,并入单位,更新时间',
  case: '工单编号,供电单位,类别,业务,受理时间,归档时间,状态,行业,数据日期',
  step: '工单编号,环节,到达时间,接收时间,完成时间,处理人,更新时间',
  suspension: '工单编号,暂停开始,暂停结束,原因',
  callback: '工单编号,应回访,回访时间,结果,评价,时间偏差,三指定',
  return: '工单编号,回退时间,回退环节,退至环节,回退人,回退原因',
  complaint: '投诉编号,工单编号,供电单位,投诉时间,投诉来源,投诉类别,是否属实,重复投诉',
  customer: '工单编号,用户编号,送电时间',
} as const;
export type GridTable = keyof typeof HEADS;

export const grid = (table: GridTable, lines: readonly string[]): string => `${[HEADS[table], ...lines].join('\n')}\n`;
