import { dateText } from '../clock/day.ts';
import type { DemoCase, DemoStep } from './case.ts';
import { DAY_MS, dayOfLocal, type Local } from './office-time.ts';
import type { DemoUnit } from './province.ts';

/**
 * The files of the invented marketing system, in the neutral words of domain §1.4, as a reader would find them at
 * the end of a day: what happened later is blank.
 */
export const HEADS = {
  unit: '单位编码,单位名称,上级单位编码',
  case: '申请编号,供电单位编码,业务类型,用户类别,电压等级,申请容量,电源数目,户数,行业,客户经理,三零服务,绿色通道,重要性等级,外线工程,设计单位,施工单位,设备供应单位,申请方式,受理时间,送电时间,归档时间,状态,数据日期',
  step: '申请编号,环节名称,到达时间,接收时间,完成时间,办理人,办理部门,客户经理',
  suspension: '申请编号,暂停开始时间,暂停结束时间,暂停原因',
  callback: '申请编号,应回访时间,回访时间,回访结果,满意度评价,时间是否偏差,是否指定单位',
  return: '申请编号,回退时间,回退环节,退回环节,回退人,回退原因',
  complaint: '投诉编号,申请编号,供电单位编码,投诉时间,投诉渠道,投诉类型,是否属实,重复投诉编号',
  customer: '申请编号,户号,送电时间',
} as const;
export type TableName = keyof typeof HEADS;

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const dates = new Map<number, string>();

/** `2026-10-24 08:05:00`, blank for what lies beyond the day's end. Dates are remembered: there are millions of stamps. */
function stamp(local: Local | null, end: Local): string {
  if (local === null || local >= end) return '';
  const day = dayOfLocal(local);
  let date = dates.get(day);
  if (date === undefined) dates.set(day, (date = dateText(day)));
  const seconds = Math.floor((local - day * DAY_MS) / 1000);
  return `${date} ${TWO[Math.floor(seconds / 3600)]}:${TWO[Math.floor(seconds / 60) % 60]}:${TWO[seconds % 60]}`;
}

export const unitRow = (unit: DemoUnit) => `${unit.code},${unit.name},${unit.parent ?? ''}`;

export function caseRow(c: DemoCase, end: Local, dataDate: string): string {
  const state = c.ended >= end ? '在途' : c.aborted ? '中止' : '归档';
  return [
    c.key,
    c.unit,
    c.business,
    c.class,
    c.voltage,
    `${c.capacity}${c.class === '低压居民' ? 'kW' : 'kVA'}`,
    c.traits.supplies,
    c.traits.customers,
    c.industry,
    managerAt(c, end - 1),
    yesNo(c.traits.threeZero),
    yesNo(c.traits.greenChannel),
    c.traits.importance,
    yesNo(c.traits.externalLine),
    ...firmsOf(c, end),
    c.channel,
    stamp(c.accepted, end),
    stamp(c.energised, end),
    stamp(c.ended, end),
    state,
    dataDate,
  ].join(',');
}

export function stepRows(c: DemoCase, end: Local, from: Local = -Infinity): string[] {
  return c.steps
    .filter(
      (s) => s.arrived < end && (s.arrived >= from || inside(s.started, from, end) || inside(s.finished, from, end)),
    )
    .map((s) => stepRow(c, s, end));
}

export const stepRow = (c: DemoCase, s: DemoStep, end: Local): string =>
  [
    c.key,
    s.name,
    stamp(s.arrived, end),
    stamp(s.started, end),
    stamp(s.finished, end),
    s.started < end ? s.operator : '',
    s.department,
    managerAt(c, s.arrived),
  ].join(',');

export function suspensionRows(c: DemoCase, end: Local, from: Local = -Infinity): string[] {
  return c.suspensions
    .filter((s) => s.from < end && (s.from >= from || inside(s.to, from, end)))
    .map((s) => [c.key, stamp(s.from, end), stamp(s.to, end), s.reason].join(','));
}

export function callbackRows(c: DemoCase, end: Local, from: Local = -Infinity): string[] {
  const call = c.callback;
  if (call === null || !inside(call.made ?? call.due, from, end)) return [];
  const result = call.made === null ? '未回访' : call.answered ? '成功' : '未接通';
  const answers = [call.timeDeviates, call.designated].map((said) => (said === null ? '' : yesNo(said)));
  return [[c.key, stamp(call.due, Infinity), stamp(call.made, end), result, call.grade, ...answers].join(',')];
}

export function returnRows(c: DemoCase, end: Local, from: Local = -Infinity): string[] {
  return c.returns
    .filter(({ step }) => inside(step.finished, from, end))
    .map(({ step, to, reason }) => [c.key, stamp(step.finished, end), step.name, to, step.operator, reason].join(','));
}

/** A complaint is told when it is made and again when it is decided. */
export function complaintRows(c: DemoCase, end: Local, from: Local = -Infinity): string[] {
  return c.complaints
    .filter((one) => inside(one.made, from, end) || inside(one.decided, from, end))
    .map((one) =>
      [
        one.number,
        c.key,
        c.unit,
        stamp(one.made, end),
        one.channel,
        one.category,
        one.decided < end ? yesNo(one.upheld) : '',
        one.duplicateOf ?? '',
      ].join(','),
    );
}

/** The customers of a batch order, each connected on its day or on one of the days before it. */
export function customerRows(c: DemoCase, end: Local, from: Local = -Infinity): string[] {
  const { energised, traits } = c;
  if (traits.customers === 1 || energised === null || !inside(energised, from, end)) return [];
  return Array.from({ length: traits.customers }, (_, i) =>
    [c.key, `${c.key}${String(i + 1).padStart(3, '0')}`, stamp(energised - (i % 3) * 60_000, end)].join(','),
  );
}

/** Who is known once the customer's design and works have begun. */
function firmsOf({ steps, traits: { firms } }: DemoCase, end: Local): string[] {
  if (firms === null) return ['', '', ''];
  const begun = (name: string) => steps.some((step) => step.name === name && step.arrived < end);
  const built = begun('客户施工');
  return [begun('客户设计') ? firms.designer : '', built ? firms.builder : '', built ? firms.supplier : ''];
}

const managerAt = (c: DemoCase, at: Local) => c.traits.managers.findLast(({ from }) => from <= at)!.name;

const yesNo = (value: boolean) => (value ? '是' : '否');

const inside = (local: Local, from: Local, end: Local) => local >= from && local < end;
