import fc from 'fast-check';
import { expect } from 'vitest';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { judgeCase } from '../../../jobs/clock/judge.ts';
import { caseLedger } from '../../../jobs/clock/ledger.ts';
import { CUBE, type CaseLog, type Pause, type StepEvent } from '../../../sql/vocabulary.ts';
import { caseLog, PROCESS, setOf, stage } from './cases.ts';
import { naiveDays } from './naive.ts';

const HOUR = 3_600_000_000;
const calendar = chineseCalendar();
/** Utility sum of a single high-voltage supply, working days. */
const LIMIT = 22;
const rules = setOf('pledge-2023-08');
/** Ends of working days a case can have: everything lies inside the announced calendar. */
const FIRST = Date.UTC(2024, 0, 2) * 1000;
const AS_OF = Date.UTC(2026, 9, 25, 16) * 1000; // 2026-10-26 00:00 in the business zone

const STAGES = ['survey', 'plan', 'fees', 'customer-design', 'design', 'grid-works', 'completion', 'contract'] as const;

const visit = fc.record({
  code: fc.constantFrom(...STAGES),
  gap: fc.integer({ min: 0, max: 60 }),
  hours: fc.integer({ min: 0, max: 900 }),
});
const shape = fc.record({
  start: fc.integer({ min: 0, max: 700 * 24 }),
  visits: fc.array(visit, { minLength: 1, maxLength: 9 }),
  pauses: fc.array(fc.record({ at: fc.integer({ min: 0, max: 2000 }), hours: fc.integer({ min: 1, max: 400 }) }), {
    maxLength: 2,
  }),
  ended: fc.boolean(),
});

/** A case of steps that may overlap or leave gaps, with suspensions by the customer, ended at connect or still open. */
function build({
  start,
  visits,
  pauses,
  ended,
}: typeof shape extends fc.Arbitrary<infer T> ? T : never): CaseLog | null {
  const opened = FIRST + start * HOUR;
  const event = (
    code: (typeof STAGES)[number] | 'acceptance' | 'connect',
    arrived: number,
    finished: number,
  ): StepEvent => ({
    ...{ step: stage(code), at: finished, arrived, started: arrived, finished },
    ...{ operator: null, department: null, unit: null, file: 1, line: 1 },
  });
  const events = [event('acceptance', opened, opened)];
  let now = opened;
  for (const { code, gap, hours } of visits) {
    // Every other step begins before the one before it is over.
    const arrived = Math.max(opened, gap % 2 === 0 ? now : now - gap * HOUR);
    events.push(event(code, arrived, arrived + hours * HOUR));
    now = Math.max(now, arrived + hours * HOUR) + (gap % 3 === 0 ? gap * HOUR : 0);
  }
  const last = now + 5 * HOUR;
  if (last > AS_OF) return null;
  if (ended) events.push(event('connect', now, last));
  const suspended: Pause[] = pauses.map(({ at, hours }) => ({
    from: opened + at * HOUR,
    to: opened + (at + hours) * HOUR,
    owner: 'customer',
    reason: '',
  }));
  return caseLog({
    events: events.toSorted((a, b) => a.at - b.at),
    pauses: suspended,
    opened,
    ended: ended ? last : null,
  });
}

/**
 * Judges random cases by the code and by the day-by-day telling and compares owners, days used and days over. Returns
 * how many were judged; the others would have ended in the future.
 */
export function compareRandomCases(runs: number, seed: number): number {
  let judged = 0;
  fc.assert(
    fc.property(shape, (drawn) => {
      const log = build(drawn);
      if (log === null) return;
      const naive = naiveDays(log, PROCESS, calendar, log.ended ?? AS_OF - 1);
      const { totals } = caseLedger(log, PROCESS, [rules], rules, calendar, AS_OF);
      const { utility, government, grid, customer, workingDays } = naive;
      expect(totals).toMatchObject({ utility, government, grid, customer, workingDays });
      expect(utility + government + grid + customer).toBe(workingDays);

      const clocks = judgeCase(log, PROCESS, rules, calendar, AS_OF);
      const sum = clocks.stage.indexOf(CUBE.utilitySum);
      expect(clocks.used[sum]).toBe(naive.counted);
      if (naive.counted > LIMIT) expect(clocks.daysOver[sum]).toBe(naive.counted - LIMIT);
      if (naive.counted < LIMIT) expect(clocks.daysOver[sum]).toBe(0);
      judged++;
    }),
    { numRuns: runs, seed },
  );
  return judged;
}
