import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { makeClockReader } from '../../../jobs/clock/judge.ts';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { Dictionary } from '../../../jobs/import/dictionary.ts';
import type { CaseLog, Process } from '../../../sql/vocabulary.ts';
import { at, caseLog, PROCESS, stage, stay } from './cases.ts';

/** 拟定 and 答复 are steps of the plan; the second ends it. */
const DRAW_UP = 90;
const REPLY = 91;
const PLAN = stage('plan');
const process: Process = {
  ...PROCESS,
  steps: [
    ...PROCESS.steps,
    { step: DRAW_UP, name: '拟定', stage: PLAN, owner: 'utility' },
    { step: REPLY, name: '答复', stage: PLAN, owner: 'utility', ends: true },
  ],
};
const serc = RULE_SETS.find(({ code }) => code === 'serc-27')!;
const step = (number: number, arrived: string, finished?: string) => ({
  ...stay('plan', arrived, finished),
  step: number,
});
const drawnUp = step(DRAW_UP, '2026-03-02 10:00', '2026-03-04 10:00');
const plan = (log: CaseLog) =>
  makeClockReader(process, serc, chineseCalendar())(log, at('2026-06-01 10:00')).clocks.find((c) => c.stage === PLAN)!;

describe('a stage whose last step is declared', () => {
  it('lasts in an open case until that step is done, though nothing is listed as under way', () => {
    const { stopped, verdict } = plan(caseLog({ events: [drawnUp] }));
    expect([stopped, verdict]).toEqual([null, 'running']);
  });

  it.each<[string, CaseLog]>([
    ['the step is done', caseLog({ events: [drawnUp, step(REPLY, '2026-03-05 10:00', '2026-03-06 10:00')] })],
    ['the case has moved on', caseLog({ events: [drawnUp, stay('design', '2026-03-06 10:00')] })],
    ['the case is over', caseLog({ events: [drawnUp], ended: at('2026-03-06 10:00') })],
  ])('ends once %s', (_, log) => {
    expect(plan(log).stopped).toBeLessThanOrEqual(at('2026-03-06 10:00'));
  });

  it('is open again while work that follows its last step is done', () => {
    const reply = step(REPLY, '2026-03-05 10:00', '2026-03-06 10:00');
    expect(
      plan(caseLog({ events: [drawnUp, reply, step(DRAW_UP, '2026-03-09 10:00', '2026-03-10 10:00')] })).stopped,
    ).toBeNull();
  });
});

it('a step that becomes the last of its stage has every case judged anew', () => {
  const known = new Dictionary({ stages: [], steps: [], parties: [], firms: [] }, { 答复: { stage: 'plan' } });
  known.step('答复');
  const { stages, steps } = known.take();
  const anew = (part: 'middle' | 'last') =>
    new Dictionary(
      { stages, steps: steps.map((one) => ({ ...one })), parties: [], firms: [] },
      { 答复: { stage: 'plan', part } },
    );
  expect([anew('middle').remapped, anew('last').remapped]).toEqual([false, true]);
});
