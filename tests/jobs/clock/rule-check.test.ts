import { describe, expect, it } from 'vitest';
import { checkLimits } from '../../../jobs/clock/rule-check.ts';
import { RuleFault } from '../../../jobs/clock/rule-fault.ts';
import { readRuleSets, RULE_SETS, type Rule } from '../../../jobs/clock/rule-set.ts';
import { setOf } from './cases.ts';

const serc = setOf('serc-27');
const withFirst = (over: object) => ({ ...serc, rules: [{ ...serc.rules[0]!, ...over }, ...serc.rules.slice(1)] });
/** What a file whose first limit has these fields is refused with, in both languages; null: it is taken. */
function faultOf(over: object): [zh: string, en: string] | null {
  try {
    const [set] = readRuleSets([['own.json', JSON.parse(JSON.stringify(withFirst(over)))]]);
    checkLimits(set!);
    return null;
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    const named = error.in('own.json');
    return [named.say('zh'), named.say('en')];
  }
}

describe('a rule set that cannot be is refused by file, place and value, in the reader’s language', () => {
  it('takes every shipped set', () => {
    for (const set of RULE_SETS) expect(() => checkLimits(set), set.code).not.toThrow();
  });

  it.each<[what: string, over: Partial<Record<keyof Rule | 'limits', unknown>>, zh: string, en: string]>([
    ['negative', { value: -3 }, '第 1 条 value -3 应大于 0', 'rule 1 value -3 should be more than 0'],
    ['no number', { value: '5' }, '第 1 条 value "5" 的类型应为 number', 'rule 1 value "5" should be of type number'],
    [
      'huge',
      { value: 1e12 },
      '第 1 条 value 1000000000000 超过上限 32767',
      'rule 1 value 1000000000000 is more than 32767',
    ],
    [
      'months',
      { value: 1e4, unit: 'month' },
      '第 1 条 value 10000 超过上限 2400',
      'rule 1 value 10000 is more than 2400',
    ],
    [
      'half a day',
      { value: 2.5 },
      '第 1 条 value 2.5 应为整数，按小时计的才可有小数',
      'rule 1 value 2.5 should be whole; only hours have fractions',
    ],
    [
      'a unit there is not',
      { unit: 'week' },
      '第 1 条 unit "week" 不在 working-day, calendar-day, month, working-hour 之中',
      'rule 1 unit "week" is none of working-day, calendar-day, month, working-hour',
    ],
    [
      'an unknown field',
      { limits: 3 },
      '第 1 条 limits 没有这一项（值 3）',
      'rule 1 limits there is no such field (value 3)',
    ],
    ['no start event', { start: undefined }, '第 1 条 缺少 start', 'rule 1 lacks start'],
    ['no start events', { start: [] }, '第 1 条 start 不能为空', 'rule 1 start is empty'],
    [
      'an edge there is not',
      { start: [{ stage: 'case', edge: 'middle' }] },
      '第 1 条 start/0/edge "middle" 不在 start, end 之中',
      'rule 1 start/0/edge "middle" is none of start, end',
    ],
    [
      'a day there is not',
      { from: '2025-02-30' },
      '第 1 条 from "2025-02-30" 不是日期 YYYY-MM-DD',
      'rule 1 from "2025-02-30" is not a date YYYY-MM-DD',
    ],
    [
      'a day written otherwise',
      { to: '2025/2/3' },
      '第 1 条 to "2025/2/3" 不是日期 YYYY-MM-DD',
      'rule 1 to "2025/2/3" is not a date YYYY-MM-DD',
    ],
    [
      'days the wrong way round',
      { from: '2026-02-01', to: '2025-02-01' },
      '第 1 条 始于 "2026-02-01"，却止于 2025-02-01',
      'rule 1 begins on "2026-02-01" and ends on 2025-02-01',
    ],
    [
      'no stage',
      { stage: undefined },
      '第 1 条 stage scope 为 stage 时必须写明',
      'rule 1 stage is needed with scope stage',
    ],
    [
      'a stage beside another scope',
      { scope: 'utility-sum' },
      '第 1 条 stage 值 "plan" 不用于 scope utility-sum',
      'rule 1 stage "plan" does not go with scope utility-sum',
    ],
    [
      'an empty band',
      { capacity: { over: 100, upTo: 10 } },
      '第 1 条 capacity {"over":100,"upTo":10} 中没有任何数值',
      'rule 1 capacity no value lies within {"over":100,"upTo":10}',
    ],
    [
      'hours that overlap',
      {
        unit: 'working-hour',
        hours: [
          ['08:00', '12:00'],
          ['11:00', '17:00'],
        ],
      },
      '第 1 条 hours/1 [["08:00","12:00"],["11:00","17:00"]] 次序颠倒或相互重叠',
      'rule 1 hours/1 [["08:00","12:00"],["11:00","17:00"]] are not in order or overlap',
    ],
    [
      'a time there is not',
      { unit: 'working-hour', hours: [['08:00', '24:30']] },
      '第 1 条 hours/0 "24:30" 不是 00:00 至 24:00 的时刻',
      'rule 1 hours/0 "24:30" is not a time 00:00 to 24:00',
    ],
    [
      'hours of a limit in days',
      { hours: [['08:00', '12:00']] },
      '第 1 条 hours 只用于按小时计的时限，这里的单位是 working-day',
      'rule 1 hours are for limits in hours; the unit here is working-day',
    ],
  ])('%s', (_what, over, zh, en) => {
    expect(faultOf(over)).toEqual([`own.json: ${zh}`, `own.json: ${en}`]);
  });

  it('takes hours in fractions', () => {
    expect(faultOf({ value: 2.5, unit: 'working-hour' })).toBeNull();
  });

  it('names the set a set would take from', () => {
    const read = () => readRuleSets([['own.json', { ...serc, takes: [{ set: 'none', scopes: ['stage'] }] }]]);
    expect(read).toThrow('own.json: takes/0/set "none" is none of serc-27');
  });
});
