import { expect, it } from 'vitest';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { caseLedger } from '../../../jobs/clock/ledger.ts';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { at, caseLog, PROCESS, setOf, stay } from './cases.ts';

/** The case of the design's picture: late in its completion inspection, once suspended, over a holiday and two make-up days. */
const log = caseLog({
  events: [
    stay('acceptance', '2026-08-17 09:14', '2026-08-18 10:00'),
    stay('plan', '2026-08-18 10:00', '2026-08-27 16:20'),
    stay('customer-construction', '2026-08-27 16:20', '2026-09-18 10:05'),
    stay('completion', '2026-09-18 10:05', undefined, '2026-10-13 15:40'),
  ],
  pauses: [{ from: at('2026-09-28 00:00'), to: at('2026-10-01 00:00'), owner: 'customer', reason: '客户申请延期检验' }],
});
const asOf = at('2026-10-22 00:00');
const { days, ledger, totals, clocks, ahead } = caseLedger(
  log,
  PROCESS,
  RULE_SETS.filter(({ example, code }) => example !== true || code === 'demo-primary'),
  setOf('demo-primary'),
  chineseCalendar(),
  asOf,
);

it('adds up: every working day has one owner', () => {
  expect(totals).toEqual({ utility: 24, customer: 19, government: 0, grid: 0, workingDays: 43, calendarDays: 65 });
  expect(days.length).toBe(66);
  expect(days[0]).toMatchObject({ date: '2026-08-17', owner: null });
  expect(ledger.at(-1)).toMatchObject({ kind: 'today', total: 43 });
});

it('gives each clock its deadline, its used days and its verdict', () => {
  const own = clocks.filter(({ rules }) => rules === 'demo-primary');
  const said = own.map(({ stage, limit, deadline, used, over, verdict }) => [
    stage,
    limit,
    deadline?.slice(0, 16),
    used,
    over,
    verdict,
  ]);
  expect(said).toEqual([
    ['plan', 20, '2026-09-15T00:00', 8, -12, 'met'],
    ['completion', 7, '2026-10-10T00:00', 16, 9, 'running-overdue'],
    ['utilitySum', 22, '2026-10-20T00:00', 24, 2, 'running-overdue'],
  ]);
  expect(own[1]!.days.map(({ date }) => date.slice(5)).slice(0, 8)).toEqual(
    '09-20 09-21 09-22 09-23 09-24 10-08 10-09 10-10'.split(' '),
  );
  expect(ahead).toEqual([{ stage: 'connect', name: 'connect', limit: 7, limitUnit: 'working-day' }]);
  expect(new Set(clocks.map(({ rules }) => rules))).toEqual(
    new Set(['demo-primary', 'serc-27', 'pledge-2023-08', 'supply-rules-2024']),
  );
});

it('tells the days in rows, each with one owner and kind', () => {
  const rows = ledger.map(({ from, to, owner, kind, workingDays, total, overdue }) =>
    [from.slice(5), to.slice(5), owner ?? '-', kind, workingDays, total, overdue ? 'over' : ''].join(' ').trim(),
  );
  expect(rows).toEqual([
    '08-17 08-17 - start 0 0',
    '08-18 08-27 utility counted 8 8',
    '08-28 09-18 customer counted 16 24',
    '09-19 09-24 utility counted 5 29',
    '09-25 09-27 - holiday 0 29',
    '09-28 09-30 customer paused 3 32',
    '10-01 10-07 - holiday 0 32',
    '10-08 10-09 utility counted 2 34',
    '10-10 10-21 utility counted 9 43 over',
    '10-22 10-22 utility today 0 43 over',
  ]);
});

it('has the facts that a reader needs to count after us', () => {
  const factsFrom = (from: string) => ledger.find((row) => row.from === from)!.facts;
  const said = (from: string) =>
    factsFrom(from).map(({ what, date, to, name, stage, value, first }) =>
      [what, stage || name, date?.slice(5, 16), to?.slice(5, 16), first, value].filter((part) => part).join(' '),
    );
  expect(said('2026-08-17')).toEqual([
    'accepted 08-17T09:14',
    'step-arrived acceptance 08-17T09:14',
    'clock-started plan 08-18 20',
    'clock-started utilitySum 08-18 22',
    'not-counted 08-18',
  ]);
  expect(said('2026-08-18')).toContain('met plan 09-14 12');
  expect(said('2026-08-28')).toContain('clock-started completion 09-20 7');
  expect(said('2026-09-19')).toEqual([
    'rest-days 09-19 09-19 1',
    'make-up 国庆节 09-20',
    'waiting-steps completion 09-18T10:05',
  ]);
  expect(said('2026-09-28')).toContain('suspended 客户申请延期检验 09-28T00:00 10-01T00:00');
  expect(said('2026-09-28')).toContain('shifted completion 09-29 10-09');
  expect(said('2026-10-01')).toEqual(['holiday 国庆节 10-01 10-07 7', 'resumed 客户申请延期检验 10-01T00:00']);
  expect(said('2026-10-08')).toContain('deadline completion 10-09 7');
  expect(said('2026-10-10')).toEqual(
    expect.arrayContaining([
      'make-up 国庆节 10-10',
      'overdue-days completion 10-10 10-21 1 9',
      'step-started completion 10-13T15:40',
      'overdue-days utilitySum 10-20 10-21 1 2',
      'open-steps completion 10-13T15:40',
    ]),
  );
  expect(said('2026-10-22')).toEqual(['if-stopped-today completion 10 17', 'if-stopped-today utilitySum 3 25']);
});
