import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { makeClockReader, makeJudge } from '../../../jobs/clock/judge.ts';
import { RULE_SETS, type Rule, type RuleSet } from '../../../jobs/clock/rule-set.ts';
import { CUBE, REMARKS, STAGES, type CaseLog, type Process, type Remark } from '../../../sql/vocabulary.ts';

/** The outcomes of the bad input: each stated, with its remark on the case. */
const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}T10:00:00+08:00`) * 1000;
const serc = RULE_SETS.find(({ code }) => code === 'serc-27')!;
const process: Process = {
  stages: STAGES.map((code, stage) => ({ stage, code, name: code, owner: 'utility' as const, assessed: true })),
  steps: STAGES.map((name, step) => ({ step, name, stage: step, owner: 'utility' as const })),
  singleStamp: false,
  zone: ZONE,
  mapped: true,
  unitPaths: new Map([
    [1, ['0', 'A']],
    [2, ['0', 'B']],
  ]),
};
const NOW = at('2026-06-01');

type Step = [stage: (typeof STAGES)[number], from: string, to: string | null, unit?: number];
function log(steps: Step[], over: Partial<CaseLog> = {}): CaseLog {
  return {
    ...{ caseId: 1, caseKey: 'C1', unit: 1, class: 'hv-single', business: '', state: 'open', flags: 0 },
    ...{ opened: at(steps[0]![1]), ended: null, deadline: null, voltage: null, capacity: null, capacityUnit: null },
    ...{ supplies: null, customers: null, industry: null, manager: null, marks: 0, marksKnown: 0, pauses: [] },
    events: steps.map(([stage, from, to, unit = null], line) => ({
      ...{ step: STAGES.indexOf(stage), at: at(to ?? from), arrived: at(from), started: null },
      ...{ finished: to === null ? null : at(to), operator: null, department: null, unit, file: 1, line },
    })),
    ...over,
  };
}
const remarks = (one: CaseLog, rules: RuleSet = serc): Remark[] => {
  const { remarks: bits } = makeJudge(process, rules, chineseCalendar())(one, NOW);
  return REMARKS.filter((_, bit) => ((bits >> bit) & 1) === 1);
};
const clock = (one: CaseLog, stage: (typeof STAGES)[number], rules: RuleSet = serc) =>
  makeClockReader(
    process,
    rules,
    chineseCalendar(),
  )(one, NOW).clocks.find((found) => found.stage === STAGES.indexOf(stage));
const pause = (from: string, to: string | null, owner: 'customer' | 'government' = 'customer') => ({
  ...{ from: at(from), to: to === null ? null : at(to), owner, reason: '' },
});
const PLAN: Step[] = [
  ['acceptance', '2026-03-02', '2026-03-02'],
  ['plan', '2026-03-02', '2026-03-20'],
];
const ended = (day: string) => ({ state: 'archived' as const, ended: at(day) });

describe('what is odd about a case has a stated outcome and a remark', () => {
  it('nothing odd: no remark', () => {
    expect(remarks(log(PLAN, ended('2026-03-20')))).toEqual([]);
  });

  it('a rule whose start event the data does not have: undecidable, from the stage’s own start', () => {
    const set = {
      ...serc,
      rules: serc.rules.map((rule) =>
        rule.stage === 'mid' ? { ...rule, start: [{ stage: 'nothing', edge: 'end' as const }] } : rule,
      ),
    };
    const one = log([...PLAN, ['mid', '2026-04-01', '2026-04-02']], ended('2026-04-02'));
    expect(clock(one, 'mid', set)).toMatchObject({
      verdict: 'undecidable',
      reason: 'start-missing',
      started: at('2026-04-01'),
      deadline: null,
    });
    expect(remarks(one, set)).toEqual(['start-missing']);
  });

  it('a clock that stopped before it started: undecidable', () => {
    const set = {
      ...serc,
      rules: serc.rules.map((rule) =>
        rule.stage === 'mid' ? { ...rule, start: [{ stage: 'completion', edge: 'end' as const }] } : rule,
      ),
    };
    const one = log(
      [...PLAN, ['mid', '2026-04-01', '2026-04-02'], ['completion', '2026-04-08', '2026-04-09']],
      ended('2026-04-09'),
    );
    expect(clock(one, 'mid', set)).toMatchObject({ verdict: 'undecidable', reason: 'stopped-before-start' });
    expect(remarks(one, set)).toContain('stopped-before-start');
  });

  it('a list row without steps: where it matters whose days count, nobody can tell; the whole process can', () => {
    const pledge = RULE_SETS.find(({ code }) => code === 'pledge-2023-08')!;
    const bare = log(PLAN, { ...ended('2026-06-01'), events: [] });
    expect(clock(bare, 'plan')).toBeUndefined();
    const read = makeClockReader(process, pledge, chineseCalendar());
    expect(read(bare, NOW).clocks).toMatchObject([{ verdict: 'undecidable', reason: 'no-steps', deadline: null }]);
    const resident = { ...bare, class: 'lv-resident', opened: at('2026-03-02'), ended: at('2026-03-03') };
    expect(read(resident, NOW).clocks).toMatchObject([{ verdict: 'met' }]);
    expect(remarks(bare, pledge)).toEqual(['no-steps']);
  });

  it('suspensions that overlap: a day is taken out once', () => {
    const used = (pauses: CaseLog['pauses']) => clock(log(PLAN, { ...ended('2026-03-20'), pauses }), 'plan')!.used;
    const one = [pause('2026-03-03', '2026-03-13')];
    const two = [...one, pause('2026-03-05', '2026-03-11', 'government')];
    expect(used([])).toBe(14);
    expect(used(two)).toBe(used(one));
    expect(remarks(log(PLAN, { ...ended('2026-03-20'), pauses: two }))).toEqual(['pauses-overlap']);
    expect(
      remarks(
        log(PLAN, {
          ...ended('2026-03-20'),
          pauses: [pause('2026-03-03', '2026-03-05'), pause('2026-03-05', '2026-03-06')],
        }),
      ),
    ).toEqual([]);
  });

  it('a suspension nobody ended: an ended case’s ends with it, an open case stays paused', () => {
    const pauses = [pause('2026-03-10', null)];
    const over = log(PLAN, { ...ended('2026-03-20'), pauses });
    expect(clock(over, 'plan')).toMatchObject({ verdict: 'met', used: 6 });
    expect(remarks(over)).toEqual(['pause-open']);
    const running = log([PLAN[0]!, ['plan', '2026-03-02', null]], { pauses });
    expect(clock(running, 'plan')).toMatchObject({ verdict: 'running', paused: true, deadline: null });
    expect(remarks(running)).toEqual([]);
  });

  it('a case that moved: the limit of the unit that had it when the clock began', () => {
    const [plan] = serc.rules.filter((rule) => rule.stage === 'plan' && rule.classes?.includes('hv-single'));
    const set = { ...serc, rules: [plan!, { ...plan!, units: ['A'], value: 5 }] };
    const moved = log(
      [
        ['acceptance', '2026-03-02', '2026-03-02', 1],
        ['plan', '2026-03-02', '2026-03-20', 1],
        ['connect', '2026-03-21', '2026-03-22', 2],
      ],
      { ...ended('2026-03-22'), unit: 2 },
    );
    expect(clock(moved, 'plan', set)).toMatchObject({ verdict: 'overdue', over: 9 });
    expect(remarks(moved, set)).toEqual(['unit-moved']);
  });

  it('a stage of several steps at once: its unit is that of the step that came first, not of the one finished first', () => {
    const [plan] = serc.rules.filter((rule) => rule.stage === 'plan' && rule.classes?.includes('hv-single'));
    const set = { ...serc, rules: [plan!, { ...plan!, units: ['A'], value: 5 }] };
    const moved = log(
      [
        ['plan', '2026-03-04', '2026-03-18', 2],
        ['plan', '2026-03-02', '2026-03-20', 1],
      ],
      { ...ended('2026-03-20'), opened: at('2026-03-02') },
    );
    expect(clock(moved, 'plan', set)).toMatchObject({ verdict: 'overdue', over: 9 });
  });

  describe('a segment', () => {
    const segment = (over: Partial<Rule>): RuleSet => ({
      ...serc,
      rules: [
        {
          ...serc.rules[0]!,
          ...{ scope: 'segment', segment: 'D', stage: undefined, classes: undefined, optional: undefined, value: 5 },
          ...{ start: [{ stage: 'completion', edge: 'end' }], stop: { stage: 'connect', edge: 'end' } },
          ...over,
        },
      ],
    });
    const read = (one: CaseLog, set: RuleSet) =>
      makeClockReader(process, set, chineseCalendar())(one, NOW).clocks.find(({ stage }) => stage === CUBE.segmentD);

    it('has no clock while an open case has not come to its start', () => {
      expect(read(log(PLAN), segment({}))).toBeUndefined();
      expect(read(log([...PLAN, ['completion', '2026-04-01', null]]), segment({}))).toBeUndefined();
    });

    it('runs from there on', () => {
      const one = log([...PLAN, ['completion', '2026-04-01', '2026-04-02']]);
      expect(read(one, segment({}))).toMatchObject({ started: at('2026-04-02'), verdict: 'running' });
    });

    it('of a case that ended without it is undecidable, and no clock where not every case has it', () => {
      const one = log([...PLAN, ['connect', '2026-04-01', '2026-04-02']], ended('2026-04-03'));
      expect(read(one, segment({}))).toMatchObject({ verdict: 'undecidable', reason: 'start-missing' });
      expect(read(one, segment({ optional: true }))).toBeUndefined();
    });

    it('of which nobody wrote down the end does not end with the case', () => {
      const one = log([...PLAN, ['completion', '2026-04-01', '2026-04-02']], ended('2026-04-03'));
      expect(read(one, segment({}))).toMatchObject({ verdict: 'undecidable', reason: 'stop-unknown' });
    });

    it('whose start no step of the log is says so, also while the case is open', () => {
      const set = segment({ start: [{ stage: 'nothing', edge: 'end' }] });
      expect(read(log(PLAN), set)).toMatchObject({ verdict: 'undecidable', reason: 'start-missing' });
    });
  });

  it('hours that reach into days nobody announced: provisional', () => {
    const [plan] = serc.rules.filter((rule) => rule.stage === 'plan' && rule.classes?.includes('hv-single'));
    const late = log([['plan', '2026-12-31', null]]);
    const provisional = (value: number) => {
      const set: RuleSet = { ...serc, rules: [{ ...plan!, unit: 'working-hour', value }] };
      const { clocks } = makeClockReader(process, set, chineseCalendar())(late, at('2026-12-31') + 1);
      return clocks.find(({ stage }) => stage === 2)!.provisional;
    };
    expect(provisional(4)).toBe(false);
    expect(provisional(8)).toBe(true);
  });

  it('days nobody announced: provisional, by the weekday', () => {
    const late = log([
      ['acceptance', '2026-12-24', '2026-12-24'],
      ['plan', '2026-12-24', null],
    ]);
    const { clocks } = makeClockReader(process, serc, chineseCalendar())(late, at('2026-12-25'));
    expect(clocks.find(({ stage }) => stage === 2)).toMatchObject({ provisional: true, verdict: 'running' });
  });

  it('a deadline in a gap of the calendar: by the weekday, provisional, as long as no calendar is announced', () => {
    const late = log([
      ['acceptance', '2026-12-18', '2026-12-18'],
      ['plan', '2026-12-18', null],
    ]);
    const judged = (day: string) => {
      const { remarks: bits } = makeJudge(process, serc, chineseCalendar())(late, at(day));
      return REMARKS.filter((_, bit) => ((bits >> bit) & 1) === 1);
    };
    expect(judged('2026-12-28')).toEqual(['provisional']);
    expect(
      remarks(
        log([
          ['acceptance', '2026-03-02', '2026-03-02'],
          ['plan', '2026-03-02', null],
        ]),
      ),
    ).toEqual([]);
  });

  it('a case re-opened after its archive: over, its later steps count nowhere; open, it runs on', () => {
    const steps: Step[] = [...PLAN, ['archive', '2026-03-20', '2026-03-20'], ['plan', '2026-04-01', '2026-05-29']];
    const over = log(steps, ended('2026-03-20'));
    expect(remarks(over)).toContain('re-opened');
    const open = log(steps);
    expect(clock(open, 'plan')).toMatchObject({ verdict: 'overdue', stopped: at('2026-05-29') });
    expect(remarks(open)).toContain('re-opened');
    expect(
      remarks(
        log(
          [...PLAN, ['archive', '2026-03-20', '2026-03-20'], ['callback', '2026-03-25', '2026-03-25']],
          ended('2026-03-20'),
        ),
      ),
    ).toEqual([]);
  });
});
