import { describe, expect, it } from 'vitest';
import { bars, lastBar } from '../../../api/day-bars.ts';
import { limitsOf, oneLimit } from '../../../api/limits.ts';
import { languageOf } from '../../../api/problems.ts';
import { withPace } from '../../../api/routes/open-stock.ts';
import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { stampCell } from '../../../api/table/words.ts';

const serc = RULE_SETS.find((set) => set.code === 'serc-27')!;

describe('what a route adds to a read', () => {
  it('takes the pace over twenty working days, holidays left out', () => {
    // 2026-10-01 to 07 is a holiday, 2026-09-20 and 10-10 are make-up working days.
    const days = [
      { day: '2026-09-14', applied: 100, ended: 0 },
      { day: '2026-09-24', applied: 30, ended: 10 },
      { day: '2026-10-21', applied: 10, ended: 10 },
      { day: '2026-10-22', applied: 100, ended: 0 },
    ];
    const { pace, ...rest } = withPace({ dataDay: '2026-10-21', days, total: 5 }, chineseCalendar());
    expect(pace).toEqual({ applied: 2, ended: 1, workingDays: 20 });
    expect(rest).toEqual({ total: 5, clearance: null });
  });

  it('gives a clearance day with a band where more ends than begins', () => {
    const days = Array.from({ length: 40 }, (_, i) => {
      const day = new Date(Date.UTC(2026, 7, 20 + i)).toISOString().slice(0, 10);
      return { day, applied: 3, ended: 4 + (i % 3) };
    });
    const { clearance, pace } = withPace({ dataDay: '2026-09-18', days, total: 40 }, chineseCalendar());
    expect(pace.ended).toBeGreaterThan(pace.applied);
    expect(clearance!.days).toBeGreaterThan(10);
    expect(clearance!.earliest <= clearance!.date && clearance!.date <= clearance!.latest!).toBe(true);
    expect(clearance!.earliest > '2026-09-18').toBe(true);
    expect(withPace({ dataDay: '2026-09-18', days, total: 0 }, chineseCalendar()).clearance).toBeNull();
  });

  it('gathers days beyond three limits in the last bar and loses none', () => {
    const days = Array.from({ length: 40 }, (_, day) => day);
    const end = lastBar(days, 5);
    expect(end).toEqual({ last: 15, tail: true });
    const drawn = bars(days, end);
    expect(drawn.length).toBe(16);
    expect(drawn.reduce((a, b) => a + b)).toBe(days.reduce((a, b) => a + b));
    expect(lastBar([1, 2], 5)).toEqual({ last: 1, tail: false });
    expect(bars([], lastBar([], null))).toEqual([]);
  });

  it('names one limit only where all classes share it', () => {
    const plan = limitsOf(serc, 'plan', '2026-06-01');
    expect(plan.map((l) => l.value)).toEqual([3, 8, 20, 45]);
    expect(oneLimit(plan)).toBeNull();
    expect(oneLimit(limitsOf(serc, 'plan', '2026-06-01', 'hv-dual'))).toBe(45);
    expect(limitsOf(serc, 'archive', '2026-06-01')).toEqual([]);
  });

  it('closes a deadline at midnight with the day before', () => {
    expect(stampCell('2026-10-22T00:00:00+08:00', true)).toBe('2026-10-21 24:00');
    expect(stampCell('2026-10-22T00:00:00+08:00')).toBe('2026-10-22 00:00');
    expect(stampCell(null)).toBeNull();
  });

  it.each([
    [undefined, 'zh'],
    ['en', 'en'],
    ['de, en;q=0.5', 'en'],
    ['en;q=0.3, zh-CN', 'zh'],
    ['fr', 'zh'],
    ['en;q=0', 'zh'],
  ])('answers Accept-Language %s in %s', (accept, language) => {
    expect(languageOf({}, accept)).toBe(language);
    expect(languageOf({ lang: 'en' }, accept)).toBe('en');
  });
});
