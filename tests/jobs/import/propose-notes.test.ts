import { describe, expect, it } from 'vitest';
import { HEADS } from '../../../jobs/demo/tables.ts';
import { proposeProfile } from '../../../jobs/import/propose/propose-profile.ts';

const propose = (head: string, rows: readonly string[]) => {
  const columns = head.split(',');
  return proposeProfile({ name: 'file', columns, rows: rows.map((row) => row.split(',')), zone: 'Asia/Shanghai' });
};
const table = (head: string, rows: readonly string[]) => {
  const { profile, missing, notUnderstood } = propose(head, rows);
  expect({ missing, notUnderstood }).toEqual({ missing: [], notUnderstood: [] });
  return profile!.tables[0]!;
};

const RETURNS = [
  '20250001,2025-03-04 10:00,审批,拟定供电方案,甲,供电方案内容不完整',
  '20250001,2025-03-06 11:00,竣工验收,客户整改,乙,竣工检验不合格',
  '20250002,2025-03-05 09:30,答复供电方案,现场勘查,丙,勘查资料不全',
];
const COMPLAINTS = [
  'TS1,20250001,33410,2025-03-04 10:00,95598,业扩工程,是,',
  'TS2,20250001,33410,2025-03-06 10:00,12345,业扩工程,是,TS1',
  'TS3,,33411,2025-03-07 10:00,12398,业务收费,,',
];
const CUSTOMERS = [
  '20250001,5001,2025-03-04',
  '20250001,5002,2025-03-04',
  '20250002,5003,',
  '20250002,5004,2025-03-09',
];
const CALLBACKS = [
  '20250001,2025-03-09,2025-03-08 10:00,成功,满意,否,否',
  '20250002,2025-03-10,2025-03-11 10:00,成功,一般,是,是',
  '20250003,2025-03-12,,未回访,,,',
];
const LEDGER = [
  '20250001,北港县,2025-03-01,2025-03-20,恒源设计院,鼎盛公司,科瑞电气',
  '20250002,北港县,2025-03-02,2025-03-22,恒源设计院,众联公司,宏达公司',
  '20250003,云台县,2025-03-02,,远图设计院,众联公司,宏达公司',
];

describe('proposing what is told of a case beside its steps', () => {
  it.each([
    ['the demo', HEADS.return, { operator: '回退人' }],
    ['Chinese', '工单编号,退回时间,退回前环节,退回至环节,办理人,退回原因', { operator: '办理人' }],
    ['English', 'case_id,returned_at,from_step,to_step,returned_by,reason', { operator: 'returned_by' }],
  ])('returns under the names of %s', (_, head, { operator }) => {
    const [key, at, fromStep, toStep, , reason] = head.split(',');
    expect(table(head, RETURNS)).toEqual({
      ...{ shape: 'return', key: [key] },
      fields: { at, fromStep, toStep, operator, reason },
    });
  });

  it.each([
    ['the demo', HEADS.complaint],
    ['Chinese', '投诉工单编号,工单编号,单位编码,投诉日期,投诉来源,投诉分类,是否属实,原投诉编号'],
    ['English', 'complaint_no,case_id,unit_code,complaint_date,channel,complaint_type,upheld,duplicate_of'],
  ])('complaints under the names of %s', (_, head) => {
    const [number, key, unit, made, channel, category, upheld, duplicateOf] = head.split(',');
    expect(table(head, COMPLAINTS)).toEqual({
      ...{ shape: 'complaint', key: [key] },
      fields: { number, unit, made, channel, category, upheld, duplicateOf },
    });
  });

  it.each([HEADS.customer, '工单编号,用户编号,通电日期', 'case_id,customer_no,energised_at'])(
    'batch customers: %s',
    (head) => {
      const [key, customer, energised] = head.split(',');
      expect(table(head, CUSTOMERS)).toEqual({
        ...{ shape: 'customer', key: [key] },
        fields: { customer, energised },
      });
    },
  );

  it.each([
    HEADS.callback,
    '工单编号,应回访日期,回访时间,回访结果,满意度,时间是否偏差,三指定',
    'case_id,callback_due,callback_made_at,answered,satisfaction,time_deviates,designated',
  ])('callbacks with what was asked: %s', (head) => {
    const [, due, made, answered, grade, timeDeviates, designated] = head.split(',');
    expect(table(head, CALLBACKS)).toMatchObject({
      shape: 'callback',
      fields: { due, made, answered, grade, timeDeviates, designated },
    });
  });

  it.each([
    '工单编号,供电单位,受理时间,归档时间,设计单位,施工单位,设备供应单位',
    '工单号,单位,受理日期,办结日期,设计院,承装单位,设备厂家',
    'case_id,unit,opened_at,closed_at,design firm,contractor,equipment supplier',
  ])('firms of a ledger are not its unit: %s', (head) => {
    const [, unit, opened, ended, designer, builder, supplier] = head.split(',');
    expect(table(head, LEDGER)).toMatchObject({
      shape: 'case',
      fields: { unit, opened, ended, designer, builder, supplier },
    });
  });

  it.each([
    '单位编码,单位名称,上级单位编码,生效日期,失效日期,并入单位',
    'unit_code,unit_name,parent_code,valid_from,valid_to,successor',
  ])('a dated unit tree: %s', (head) => {
    const [unit, unitName, parent, from, to, successor] = head.split(',');
    const rows = ['P,省公司,,2020-01-01,,', 'N,北县,P,2020-01-01,2024-12-31,S', 'S,南县,P,2025-01-01,,'];
    expect(table(head, rows)).toMatchObject({
      shape: 'unit',
      fields: { unit, unitName, parent, from, to, successor },
    });
  });

  it('a log of how complaints are handled stays an event log', () => {
    const rows = ['C1,Received,2025-03-01 10:00,billing', 'C1,Answered,2025-03-02 10:00,billing'];
    expect(propose('complaint id,activity,timestamp,complaint type', rows).profile?.tables[0]?.shape).toBe('event');
  });
});
