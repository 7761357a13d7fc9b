import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { clockLines, type ClockLine } from '../../../jobs/clock/clock-lines.ts';
import type { Rule, RuleSet } from '../../../jobs/clock/rule-set.ts';
import { MARKS, type CaseLog, type Mark, type Process } from '../../../sql/vocabulary.ts';
import { at, caseLog, PROCESS, setOf, stay } from './cases.ts';

const calendar = chineseCalendar();
const asOf = at('2026-10-22 00:00');
const UNIT_PATHS = new Map([
  [1, ['P', 'C1']],
  [2, ['P', 'C1', 'S1']],
  [3, ['P', 'C2']],
]);
const process: Process = { ...PROCESS, unitPaths: UNIT_PATHS };

const shipped = setOf('serc-27').rules.find(
  ({ stage, classes }) => stage === 'plan' && classes?.includes('hv-single'),
)!;
const setWith = (...rules: Partial<Rule>[]): RuleSet => ({
  ...setOf('serc-27'),
  code: 'own',
  rules: rules.map((rule) => ({ ...shipped, ...rule })),
});
const tell = (log: CaseLog, set: RuleSet, days = false): ClockLine[] =>
  clockLines(process, set, calendar, days, () => 'none')(log, asOf);
const marks = (said: Partial<Record<Mark, boolean>>) => {
  const bits = (which: (mark: Mark) => boolean) => MARKS.reduce((n, mark, bit) => n | (which(mark) ? 1 << bit : 0), 0);
  return { marks: bits((mark) => said[mark] === true), marksKnown: bits((mark) => said[mark] !== undefined) };
};

/** Accepted on a Monday, answered on the Thursday of the next week: 8 working days. */
const PLAN = [
  stay('acceptance', '2026-08-17 09:00', '2026-08-17 10:00'),
  stay('plan', '2026-08-17 10:00', '2026-08-27 16:00'),
];
const answered = (parts: Partial<CaseLog> = {}) =>
  caseLog({ events: PLAN, unit: 1, ended: at('2026-09-01 10:00'), ...parts });

describe('clockLines(process, rules, calendar, days, exemptionOf)', () => {
  it('tells a clock with everything needed to recompute it', () => {
    const [line] = tell(answered(), setWith({ value: 7 }), true);
    const { days, ...rest } = line!;
    expect(rest).toEqual({
      ...{ case: '1', unit: 'C1', class: 'hv-single', ruleSet: 'own', ruleVersion: '2010', calendarVersion: '2026' },
      ...{ scope: 'stage', stage: 'plan', start: '2026-08-17T09:00:00+08:00', deadline: '2026-08-26' },
      ...{ stop: '2026-08-27T16:00:00+08:00', verdict: 'overdue', reason: '', usedDays: 8, netDays: 8, grossDays: 8 },
      ...{ owners: { utility: 8, customer: 0, government: 0, gridProject: 0 }, daysOver: 1, provisional: false },
      exemption: 'none',
    });
    expect(days!.length).toBe(11);
    expect(days![0]).toEqual({ date: '2026-08-17', kind: 'working', owner: null, counted: false });
    expect(days!.filter(({ counted }) => counted).length).toBe(8);
  });

  it('counts the acceptance day as the first where the convention says so', () => {
    const [line] = tell(answered(), setWith({ value: 8, convention: 'INCLUDE_START' }), true);
    expect(line).toMatchObject({ usedDays: 9, grossDays: 9, deadline: '2026-08-26', verdict: 'overdue', daysOver: 1 });
    expect(line!.days![0]).toMatchObject({ date: '2026-08-17', owner: 'utility', counted: true });
  });

  it('takes out suspensions, unless the rule lists reasons and theirs is another', () => {
    const pauses = [
      { from: at('2026-08-19 12:00'), to: at('2026-08-21 12:00'), owner: 'customer' as const, reason: '客户申请延期' },
    ];
    const log = answered({ pauses });
    expect(tell(log, setWith({ value: 7 }))[0]).toMatchObject({
      usedDays: 6,
      netDays: 6,
      grossDays: 8,
      verdict: 'met',
    });
    const strict = tell(log, setWith({ value: 7, pauses: ['等待批复'] }))[0];
    expect(strict).toMatchObject({ usedDays: 8, grossDays: 8, verdict: 'overdue', owners: { customer: 2 } });
    expect(tell(log, setWith({ value: 7, pauses: ['客户申请延期'] }))[0]).toMatchObject({ usedDays: 6 });
  });

  it('prefers the deeper unit, and judges a case that moved by the unit it then had', () => {
    const set = setWith({ value: 20 }, { value: 5, units: ['C1'] }, { value: 3, units: ['S1'] });
    const deadline = (log: CaseLog) => tell(log, set)[0]!.deadline;
    expect(deadline(answered({ unit: 3 }))).toBe('2026-09-14');
    expect(deadline(answered({ unit: 1 }))).toBe('2026-08-24');
    expect(deadline(answered({ unit: 2 }))).toBe('2026-08-20');
    const moved = answered({ unit: 3, events: PLAN.map((event) => ({ ...event, unit: 2 })) });
    expect(deadline(moved)).toBe('2026-08-20');
  });

  it('judges by conditions the source answers, and names the one it does not', () => {
    const set = setWith(
      { value: 15, flags: { 'external-line': true } },
      { value: 5, flags: { 'external-line': false } },
      { value: 30, voltage: { over: 35 } },
    );
    const of = (parts: Partial<CaseLog>) => tell(answered({ voltage: 10, ...parts }), set)[0];
    expect(of(marks({ 'external-line': true }))).toMatchObject({ deadline: '2026-09-07', verdict: 'met', reason: '' });
    expect(of(marks({ 'external-line': false }))).toMatchObject({ deadline: '2026-08-24', verdict: 'overdue' });
    expect(of(marks({}))).toMatchObject({
      ...{ verdict: 'not-applicable', reason: 'external-line-unknown', deadline: null, daysOver: null },
    });
  });

  it('says so where a general limit holds only because the source is silent on a narrower one', () => {
    const set = setWith({ value: 20 }, { value: 5, capacity: { over: 1000 } });
    expect(tell(answered(), set)[0]).toMatchObject({ verdict: 'met', reason: 'capacity-unknown' });
    expect(tell(answered({ capacity: 800 }), set)[0]).toMatchObject({ verdict: 'met', reason: '' });
    expect(tell(answered({ capacity: 1250 }), set)[0]).toMatchObject({ verdict: 'overdue', reason: '' });
  });

  it('gives a mean no verdict per case', () => {
    expect(tell(answered(), setWith({ statistic: 'mean' }))[0]).toMatchObject({
      ...{ verdict: 'not-applicable', reason: 'mean', usedDays: 8 },
    });
  });

  it('takes the date agreed with the customer for the limit, as the instant written', () => {
    const set = setWith({ statistic: 'agreed', value: null });
    const log = answered({ deadline: at('2026-08-27 12:00') });
    expect(tell(log, set)[0]).toMatchObject({ verdict: 'overdue', deadline: '2026-08-27T12:00:00+08:00', daysOver: 1 });
    expect(tell(answered(), set)[0]).toMatchObject({ verdict: 'not-applicable', reason: 'no-agreed-date' });
  });

  it('leaves a clock undecided whose start event is not in the data', () => {
    const set = setWith({ start: [{ stage: 'contract', edge: 'end' }] });
    expect(tell(answered(), set)[0]).toMatchObject({ verdict: 'undecidable', reason: 'start-missing', daysOver: null });
  });

  it('leaves a clock undecided that stopped before it started', () => {
    const events = [...PLAN, stay('contract', '2026-08-28 09:00', '2026-08-28 10:00')];
    const set = setWith({ start: [{ stage: 'contract', edge: 'end' }] });
    expect(tell(answered({ events }), set)[0]).toMatchObject({
      verdict: 'undecidable',
      reason: 'stopped-before-start',
    });
  });

  it('tells segments by their letter', () => {
    const set = setWith({ scope: 'segment', segment: 'A', stage: undefined, value: 7 });
    expect(tell(answered(), set)[0]).toMatchObject({ scope: 'segment', stage: 'A', usedDays: 8, verdict: 'overdue' });
  });
});
