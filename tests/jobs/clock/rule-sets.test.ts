import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../jobs/clock/calendar.ts';
import { clockLines } from '../../../jobs/clock/clock-lines.ts';
import { gaps, ties } from '../../../jobs/clock/rule-faults.ts';
import { RULE_SETS, type RuleSet } from '../../../jobs/clock/rule-set.ts';
import { MARKS, type CaseLog } from '../../../sql/vocabulary.ts';
import { at, caseLog, PROCESS, setOf, stay } from './cases.ts';

/** Accepted, answered and energised on these days of the business zone. */
function energised(customerClass: string, accepted: string, answer: string, end: string, more: Partial<CaseLog> = {}) {
  return caseLog({
    class: customerClass,
    events: [
      stay('acceptance', `${accepted} 09:00`, `${accepted} 10:00`),
      stay('plan', `${accepted} 10:00`, `${answer} 16:00`),
      stay('contract', `${answer} 16:00`, `${answer} 17:00`),
      stay('connect', `${answer} 17:00`, `${end} 15:00`),
    ],
    ended: at(`${end} 16:00`),
    ...more,
  });
}

const line = (set: RuleSet, log: CaseLog, clock: string) =>
  clockLines(
    PROCESS,
    set,
    calendarOf(set),
    false,
    () => 'none',
  )(log, at('2026-10-22 00:00')).find(({ stage, scope }) => stage === clock || scope === clock);
const mark = (name: (typeof MARKS)[number], has: boolean) => {
  const bit = 1 << MARKS.indexOf(name);
  return { marks: has ? bit : 0, marksKnown: bit };
};
/** As if a customer had confirmed what the shipped set leaves switched off. */
const confirmed = (code: string): RuleSet => {
  const set = setOf(code);
  return { ...set, rules: set.rules.map((rule) => ({ ...rule, confirmed: true })) };
};

describe('worked examples of the shipped sets', () => {
  // Set, class, accepted, answered, energised, clock → deadline, days used, verdict.
  it.each([
    ['serc-27', 'lv-nonresident', '2026-02-13', '2026-02-25', '2026-02-27', 'plan', '2026-03-03', 3, 'met'],
    ['serc-27', 'hv-single', '2025-09-30', '2025-11-10', '2025-11-12', 'plan', '2025-11-04', 24, 'overdue'],
    ['serc-27', 'hv-dual', '2026-03-02', '2026-04-01', '2026-04-10', 'connect', '2026-04-13', 6, 'met'],
    [
      'pledge-2023-08',
      'lv-resident',
      '2026-09-24',
      '2026-09-24',
      '2026-10-09',
      'whole-process',
      '2026-10-09',
      5,
      'met',
    ],
    [
      'pledge-2023-08',
      'lv-nonresident',
      '2026-09-29',
      '2026-09-30',
      '2026-10-14',
      'utility-sum',
      '2026-10-13',
      7,
      'overdue',
    ],
    ['supply-rules-2024', 'hv-single', '2025-01-24', '2025-02-14', '2025-02-20', 'plan', '2025-02-13', 11, 'overdue'],
    ['pledge-2005', 'lv-nonresident', '2019-09-25', '2019-10-10', '2019-10-15', 'plan', '2019-10-10', 7, 'met'],
    ['assessment-2014', 'hv-single', '2018-02-12', '2018-03-08', '2018-03-12', 'plan', '2018-03-09', 14, 'met'],
    ['guangzhou-2016', 'hv-single', '2017-06-01', '2017-06-19', '2017-06-26', 'plan', '2017-06-19', 13, 'met'],
    ['guangzhou-2016', 'hv-single', '2017-06-01', '2017-06-20', '2017-06-26', 'plan', '2017-06-19', 14, 'overdue'],
    ['uk-2015', 'single-lv', '2024-12-24', '2025-01-02', '2025-02-01', 'plan', '2024-12-31', 7, 'overdue'],
    ['uk-2015', 'ehv-demand', '2024-01-02', '2024-04-02', '2024-06-03', 'plan', '2024-04-02', 65, 'met'],
    ['india-2020', 'metro', '2023-05-01', '2023-05-02', '2023-05-08', 'whole-process', '2023-05-08', 7, 'met'],
    ['india-2020', 'metro', '2024-03-04', '2024-03-04', '2024-03-08', 'whole-process', '2024-03-07', 4, 'overdue'],
    ['india-2020', 'rural-hilly', '2024-03-04', '2024-03-05', '2024-04-03', 'whole-process', '2024-04-03', 30, 'met'],
    ['internal-example', 'hv-single', '2026-03-02', '2026-03-17', '2026-03-20', 'plan', '2026-03-16', 11, 'overdue'],
  ] as const)('%s, %s, accepted %s, answered %s, energised %s: %s', (...row) => {
    const [code, customerClass, accepted, answer, end, clock, deadline, usedDays, verdict] = row;
    const log = energised(customerClass, accepted, answer, end);
    expect(line(setOf(code), log, clock)).toMatchObject({ deadline, usedDays, verdict });
  });

  it('ndrc-1479 judges small businesses of the three-zero service, and nobody where the source has no such flag', () => {
    const log = energised('lv-nonresident', '2026-03-02', '2026-03-03', '2026-03-24');
    const of = (more: Partial<CaseLog>) => line(setOf('ndrc-1479'), { ...log, ...more }, 'whole-process');
    expect(of(mark('three-zero', true))).toMatchObject({ deadline: '2026-03-23', usedDays: 16, verdict: 'overdue' });
    expect(of(mark('three-zero', false))).toBeUndefined();
    expect(of({})).toMatchObject({ verdict: 'not-applicable', reason: 'three-zero-unknown' });
  });

  it('ndrc-2025 gives low voltage 5 days without an external line and 15 with one', () => {
    const log = energised('lv-resident', '2026-03-02', '2026-03-03', '2026-03-10');
    const of = (line2: boolean) =>
      line(setOf('ndrc-2025'), { ...log, ...mark('external-line', line2) }, 'whole-process');
    expect(of(false)).toMatchObject({ deadline: '2026-03-09', usedDays: 6, verdict: 'overdue' });
    expect(of(true)).toMatchObject({ deadline: '2026-03-23', verdict: 'met' });
  });

  it('california-2024 limits the mean: no case is late by itself', () => {
    const log = energised('commercial', '2024-10-01', '2024-11-01', '2025-09-01');
    expect(line(setOf('california-2024'), log, 'utility-sum')).toMatchObject({
      verdict: 'not-applicable',
      reason: 'mean',
    });
  });

  it('keeps what no public source confirms switched off', () => {
    const log = energised('hv-single', '2020-03-02', '2020-04-20', '2020-05-20', { capacity: 100 });
    expect(line(setOf('supply-rules-1996'), log, 'plan')).toBeUndefined();
    expect(line(confirmed('supply-rules-1996'), log, 'plan')).toMatchObject({
      deadline: '2020-04-02',
      verdict: 'overdue',
    });
    const shanghai = energised('lv-resident', '2026-03-02', '2026-03-03', '2026-03-17', { capacity: 100 });
    expect(line(setOf('shanghai-2024'), shanghai, 'whole-process')).toBeUndefined();
    expect(line(confirmed('shanghai-2024'), shanghai, 'whole-process')).toMatchObject({
      deadline: '2026-03-16',
      usedDays: 11,
    });
    expect(line(confirmed('shanghai-2024'), { ...shanghai, capacity: 250 }, 'whole-process')).toBeUndefined();
  });
});

describe('the shipped sets', () => {
  it('hold no tie and no gap that is not meant', () => {
    expect(RULE_SETS.flatMap((set) => ties(set).map((tie) => [set.code, tie]))).toEqual([]);
    expect(RULE_SETS.flatMap((set) => gaps(set).map((gap) => [set.code, gap]))).toEqual([]);
  });

  it('name a source for every rule, and a note for every rule that is off', () => {
    const rules = RULE_SETS.flatMap((set) => set.rules);
    expect(rules.filter(({ source }) => source === '')).toEqual([]);
    expect(rules.filter(({ confirmed: on, note }) => !on && note === undefined)).toEqual([]);
  });
});

it('gaps(set) finds days on which no generation of a limit holds', () => {
  const [first] = setOf('supply-rules-2024').rules;
  const rules = [
    { ...first!, from: '2010-01-01', to: '2019-12-31' },
    { ...first!, from: '2020-02-01', to: null },
  ];
  expect(gaps({ ...setOf('supply-rules-2024'), rules })).toEqual([
    { before: 0, after: 1, from: '2020-01-01', to: '2020-01-31' },
  ]);
});
