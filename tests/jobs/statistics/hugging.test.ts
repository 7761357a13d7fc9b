import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hugging } from '../../../jobs/statistics/hugging.ts';

const LIMIT = 5;
/** Counts by day of clocks of which a share stops every day. */
function course(n: number, share: (day: number) => number): number[] {
  const days: number[] = [];
  for (let day = 0, open = n; day < 60 && open > 0; day++) {
    const stop = Math.round(open * Math.min(1, Math.max(0, share(day))));
    days.push(stop);
    open -= stop;
  }
  return days;
}
const lateOf = (days: number[], limit = LIMIT) => days.map((n, day) => (day > limit ? n : 0));
const test = (days: number[]) => hugging(days, lateOf(days), LIMIT);

describe('a gathering on the last day of a limit', () => {
  it('is found, with how many, where work of the next days is brought forward', () => {
    const days = course(1000, () => 0.2);
    const moved = days[LIMIT + 1]! + days[LIMIT + 2]!;
    const hugged = days.map((n, day) => (day === LIMIT ? n + moved : day === LIMIT + 1 || day === LIMIT + 2 ? 0 : n));
    expect(test(hugged)).toMatchObject({ found: true, stopped: days[LIMIT]! + moved });
    expect(test(hugged)!.excess).toBeGreaterThan(0.9 * moved);
  });

  it('is none where the share that stops rises, falls or stays, whatever the numbers', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 100_000 }),
        fc.double({ min: 0.02, max: 0.4, noNaN: true }),
        fc.double({ min: -0.03, max: 0.08, noNaN: true }),
        (n, start, slope) => {
          const days = course(n, (day) => start + slope * day);
          expect(test(days)?.found ?? false).toBe(false);
        },
      ),
      { numRuns: 1000 },
    ));

  it('is none where few are left after the limit and the share rose up to it', () => {
    // Its last day is as busy as the course before it would have it: 50 %, 62 %, 86 %.
    expect(test([416, 289, 200, 134, 84, 44, 7])!.found).toBe(false);
    expect(test([200, 160, 128, 102, 82, 321, 7])!.found).toBe(true);
  });

  it('is none where the days after the limit are as busy as its last, or the day before was', () => {
    expect(test(course(1000, (day) => (day < LIMIT ? 0.05 : 0.3)))!.found).toBe(false);
    expect(test(course(1000, (day) => (day > LIMIT ? 0.05 : 0.3)))!.found).toBe(false);
  });

  it('is not told of few clocks, of limits of a day, or where clocks had other limits too', () => {
    expect(test(course(60, () => 0.3))).toBeNull();
    const days = course(1000, () => 0.2);
    expect(hugging(days, lateOf(days, 1), 1)).toBeNull();
    expect(hugging(days, lateOf(days, 3), LIMIT)).toBeNull();
  });

  it('leaves out of its day what stopped on a rest day after it', () => {
    const days = course(1000, () => 0.2);
    const late = lateOf(days);
    late[LIMIT] = 30;
    expect(hugging(days, late, LIMIT)!.stopped).toBe(days[LIMIT]! - 30);
    expect(hugging(days, late, LIMIT)!.open).toBe(test(days)!.open);
  });
});
