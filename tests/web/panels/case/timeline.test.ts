import { expect, test } from 'vitest';
import type { CaseReply, ClockRow, LedgerDay } from '../../../../api/contract/case.ts';
import {
  closingDate,
  clocksToDraw,
  dayPosition,
  layTimeline,
  singleStamps,
} from '../../../../web/panels/case/timeline.ts';

const ROOM = 1100;
const dates = (from: string, n: number) =>
  Array.from({ length: n }, (_, i) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
  );
const day = (date: string): LedgerDay => {
  const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
  return {
    date,
    kind: weekend ? 'rest' : 'working',
    holiday: '',
    owner: weekend ? null : 'utility',
    paused: false,
    provisional: false,
  };
};
const clock = (over: Partial<ClockRow>): ClockRow => ({
  stage: 'completion',
  name: '竣工检验',
  rules: 'serc-27',
  rulesName: '',
  rulesNameEn: '',
  kind: 'official',
  ruleVersion: '',
  calendarVersion: '',
  legalSource: '',
  limit: 2,
  limitUnit: 'working-day',
  convention: '',
  started: '2026-09-01T09:00:00+08:00',
  deadline: '2026-09-04T00:00:00+08:00',
  stopped: null,
  used: 4,
  over: 2,
  verdict: 'running-overdue',
  reason: '',
  provisional: false,
  days: ['2026-09-02', '2026-09-03', '2026-09-04', '2026-09-07'].map((date, i) => ({ date, number: i + 1 })),
  ...over,
});
type Event = CaseReply['events'][number];
const event = (over: Partial<Event>): Event => ({
  activity: 'a',
  stage: 'completion',
  stageName: '竣工检验',
  owner: 'utility',
  arrived: '2026-09-01T09:00:00+08:00',
  started: null,
  finished: null,
  operator: null,
  department: null,
  file: 'f.csv',
  line: 1,
  ...over,
});
const basis = { rules: 'serc-27' } as CaseReply['basis'];
const word = (e: Event, phase: string) => `${e.stageName} ${phase}`;
const lay = (over: Partial<Pick<CaseReply, 'days' | 'events' | 'clocks'>>) =>
  layTimeline(
    { basis, days: dates('2026-09-01', 8).map(day), events: [event({})], clocks: [clock({})], ...over },
    ROOM,
    word,
  );

test('each clock counts on through its lane and past its limit with plus one, plus two', () => {
  const lane = lay({}).clocks[0];
  expect(lane?.cells.map((cell) => [cell.number, cell.over])).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 2],
  ]);
});

test('the deadline flag stands at the end of its day, midnight being 24:00 of the day before', () => {
  expect(closingDate('2026-09-04T00:00:00+08:00')).toBe('2026-09-03');
  expect(closingDate('2026-09-04T17:30:00+08:00')).toBe('2026-09-04');
  const { clocks, cell } = lay({});
  expect(clocks[0]?.deadline).toEqual({ x: 3 * cell, date: '2026-09-03' });
  expect(clocks[0]?.cells[1]?.x).toBe(2 * cell);
});

test('an arrived step waits until it is taken up, then is in work', () => {
  const steps = lay({
    events: [event({ started: '2026-09-03T09:00:00+08:00', finished: '2026-09-04T09:00:00+08:00' })],
  }).steps;
  expect(steps.map((box) => [box.phase, box.open])).toEqual([
    ['waiting', false],
    ['working', false],
  ]);
  expect(steps[0]?.width).toBeCloseTo(2 * lay({}).cell);
});

test('an open step runs to the end of the data and steps in parallel lie below each other', () => {
  const laid = lay({ events: [event({}), event({ stageName: '签订合同', arrived: '2026-09-02T09:00:00+08:00' })] });
  expect(laid.steps.map((box) => box.row)).toEqual([0, 1]);
  expect(laid.stepRows).toBe(2);
  expect((laid.steps[0]?.x ?? 0) + (laid.steps[0]?.width ?? 0)).toBeCloseTo(laid.now);
});

test('with one stamp an event, a stage lasts until the next event', () => {
  const events = ['2026-09-01T09:00:00Z', '2026-09-03T09:00:00Z', '2026-09-03T12:00:00Z'].map((finished) =>
    event({ arrived: null, finished }),
  );
  expect(singleStamps(events)).toBe(true);
  const { steps, cell } = lay({ events });
  expect(steps[0]?.width).toBeCloseTo(2 * cell);
  expect(steps.every((box) => box.row === 0)).toBe(true);
});

test('a paused working day carries no number but its mark', () => {
  const days = dates('2026-09-01', 8).map((date) => ({ ...day(date), paused: date === '2026-09-08' }));
  const laid = lay({ days });
  expect(laid.clocks[0]?.paused).toEqual([7 * laid.cell]);
});

test('a long case stands in narrow days without numbers and may be as wide as it needs', () => {
  const laid = lay({ days: dates('2024-01-01', 900).map(day) });
  expect(laid.compact).toBe(true);
  expect(laid.days.every((d) => !d.numbered)).toBe(true);
  expect(laid.owners.length).toBeLessThan(300);
  expect(laid.width).toBeGreaterThan(ROOM);
  expect(lay({}).cell).toBe(28);
});

test('clocks without a limit are drawn only where there is no other', () => {
  const free = clock({ verdict: 'no-limit', limit: null, stage: 'survey' });
  expect(clocksToDraw([free, clock({})], 'serc-27').map((c) => c.stage)).toEqual(['completion']);
  expect(clocksToDraw([free], 'serc-27').map((c) => c.stage)).toEqual(['survey']);
});

test('the same limit of two rule sets is one lane, under the chosen set', () => {
  const drawn = clocksToDraw([clock({ rules: 'other' }), clock({}), clock({ rules: 'pledge', limit: 22 })], 'serc-27');
  expect(drawn.map((c) => c.rules)).toEqual(['serc-27', 'pledge']);
});

test('an instant lies in its day by the time written, whatever the zone', () => {
  expect(dayPosition('2026-09-01T12:00:00+08:00') % 1).toBe(0.5);
  expect(dayPosition('2026-09-02T00:00:00+08:00') - dayPosition('2026-09-01T00:00:00+08:00')).toBe(1);
});

test('a case without days or events gives an empty picture', () => {
  const laid = lay({ days: [], events: [], clocks: [] });
  expect([laid.owners, laid.steps, laid.clocks]).toEqual([[], [], []]);
});
