import { expect, it } from 'vitest';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { auditSuspensions, type Suspended } from '../../../jobs/clock/suspension-audit.ts';
import { VERDICTS } from '../../../sql/vocabulary.ts';
import { at, setOf, ZONE } from './cases.ts';

/** A limit of 7 working days that starts on Monday 2026-03-02 and stops on Thursday the 12th: 8 working days. */
const rules = { rules: [{ ...setOf('serc-27').rules[0]!, value: 7 }] };
const suspended = (from: string, to: string | null, more: Partial<Suspended> = {}): Suspended => ({
  ended: at('2026-03-13 10:00'),
  from: [at(from)],
  to: [to === null ? null : at(to)],
  reason: ['客户申请延期'],
  told: [null],
  rule: [0],
  started: [at('2026-03-02 09:00')],
  stopped: [at('2026-03-12 15:00')],
  used: [7],
  verdict: [VERDICTS.indexOf('met')],
  ...more,
});
const audit = (one: Suspended) => auditSuspensions(one, rules, chineseCalendar(), ZONE)[0];

it('counts the working days that began during a suspension', () => {
  expect(audit(suspended('2026-03-06 12:00', '2026-03-10 12:00'))).toMatchObject({ days: 2, lastMinute: false });
});

it('finds a suspension opened when four fifths of the limit were used, and the clock that was in time only by it', () => {
  const late = audit(suspended('2026-03-10 10:00', '2026-03-11 10:00'));
  expect(late).toEqual({ reason: '客户申请延期', days: 1, lastMinute: true, rescued: true, retroactive: null });
  const early = suspended('2026-03-10 10:00', '2026-03-11 10:00', { used: [5], started: [at('2026-03-09 09:00')] });
  expect(audit(early)).toMatchObject({ lastMinute: false, rescued: false });
});

it('rescues nobody who is late all the same', () => {
  const one = suspended('2026-03-10 10:00', '2026-03-11 10:00', { verdict: [VERDICTS.indexOf('overdue')], used: [8] });
  expect(audit(one)).toMatchObject({ rescued: false });
});

it('ends one that was never closed with its case, and knows one told of days later', () => {
  expect(audit(suspended('2026-03-12 10:00', null))).toMatchObject({ days: 1 });
  const told = (day: string) => audit(suspended('2026-03-04 10:00', '2026-03-05 10:00', { told: [at(day)] }));
  expect(told('2026-03-05 00:00')).toMatchObject({ retroactive: false });
  expect(told('2026-03-09 00:00')).toMatchObject({ retroactive: true });
});
