import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeIncidence } from '../../../jobs/statistics/cumulative-incidence.ts';
import { kaplanMeier, openAfter } from '../../../jobs/statistics/kaplan-meier.ts';
import type { Observed } from '../../../jobs/statistics/life-table.ts';
import { sampling, share } from './sampling.ts';

const perDay = (days: readonly number[]): number[] => {
  const counts: number[] = [];
  for (const day of days) counts[day] = (counts[day] ?? 0) + 1;
  return Array.from(counts, (n) => n ?? 0);
};

/** Weeks to relapse of the 21 patients given 6-MP, + still in remission (Gehan 1965; Freireich et al. 1963). */
const RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

describe("Kaplan and Meier's curve", () => {
  it("is the published one of Gehan's leukaemia patients, with Greenwood's errors", () => {
    const curve = kaplanMeier({ entered: [], ended: [perDay(RELAPSED)], censored: perDay(CENSORED) });
    const steps = curve.filter(({ finished }) => finished > 0);
    expect(steps.map(({ day }) => day)).toEqual([6, 7, 10, 13, 16, 22, 23]);
    expect(steps.map(({ open }) => open.toFixed(3))).toEqual('0.857 0.807 0.753 0.690 0.627 0.538 0.448'.split(' '));
    expect(steps.map(({ error }) => error.toFixed(4))).toEqual(
      '0.0764 0.0869 0.0963 0.1068 0.1141 0.1282 0.1346'.split(' '),
    );
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([21, 17, 15, 12, 11, 7, 6]);
    // Collett 2015, table 2.4 and R survfit(conf.type = "log-log") at 10 weeks.
    expect(openAfter(curve, 12)!.low).toBeCloseTo(0.5032, 3);
    expect(openAfter(curve, 12)!.high).toBeCloseTo(0.8894, 3);
    expect(openAfter([], 3)).toBeNull();
  });

  it('is the empirical share where everybody is seen to the end, and never rises', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }), (days) => {
        const curve = kaplanMeier({ entered: [], ended: [perDay(days)], censored: [] });
        for (const { day, open, low, high } of curve) {
          expect(open).toBeCloseTo(days.filter((d) => d > day).length / days.length, 12);
          expect(low).toBeLessThanOrEqual(open + 1e-12);
          expect(high).toBeGreaterThanOrEqual(open - 1e-12);
        }
      }),
    );
  });

  it('of a cohort is the product limit over its own days, with nobody entering late', () => {
    // Six accepted together: done after 1, 2, 2 and 4 days, still open after 2 and 3: 5/6 · 3/5 · 1 · 0/1.
    const curve = kaplanMeier({ entered: [], ended: [perDay([1, 2, 2, 4])], censored: perDay([2, 3]) });
    expect(curve.map(({ day, atRisk }) => [day, atRisk])).toEqual([
      [0, 6],
      [1, 6],
      [2, 5],
      [3, 2],
      [4, 1],
    ]);
    expect(curve.map(({ open }) => Number(open.toFixed(12)))).toEqual([1, 0.833333333333, 0.5, 0.5, 0]);
    // As many who enter late at day 2 with two days used would halve nothing before, and the fall after.
    const late = kaplanMeier({
      entered: [0, 0, 4],
      ended: [perDay([1, 2, 2, 4])],
      censored: perDay([2, 3, 5, 5, 5, 5]),
    });
    expect(late[1]!.open).toBe(curve[1]!.open);
    expect(late[4]!.open).toBeGreaterThan(curve[4]!.open);
  });

  it('covers the truth as often as it says, with censoring and delayed entry', () => {
    const { next } = sampling(4);
    const geometric = () => Math.floor(Math.log(1 - next()) / Math.log(0.85));
    const covered = share(500, () => {
      const observed: Observed = { entered: [], ended: [[]], censored: [] };
      const add = (counts: number[], day: number) => (counts[day] = (counts[day] ?? 0) + 1);
      for (let seen = 0; seen < 120;) {
        const [days, leaves] = [geometric(), Math.floor(next() * 30)];
        const enters = next() < 0.4 ? Math.floor(next() * 8) : -1;
        if (days <= enters || leaves <= enters) continue;
        if (enters >= 0) add(observed.entered as number[], enters);
        add(days <= leaves ? (observed.ended[0] as number[]) : (observed.censored as number[]), Math.min(days, leaves));
        seen++;
      }
      const at = openAfter(kaplanMeier(observed), 7)!;
      return at.low <= 0.85 ** 8 && 0.85 ** 8 <= at.high;
    });
    expect(covered).toBeGreaterThan(0.92);
    expect(covered).toBeLessThan(0.98);
  });
});

describe('a stationary process, seen through a window', () => {
  /** Cases begin every day for years and last a day or many; nothing ever changes. */
  function window(seed: number) {
    const { next, poisson } = sampling(seed);
    const [from, to, limit] = [200, 230, 5];
    const lasts = () => (next() < 0.7 ? Math.floor(next() * 7) : Math.floor(next() * 60));
    const entered: number[] = [];
    const finished: number[] = [];
    const open: number[] = [];
    for (let day = 0; day <= to; day++) {
      for (let n = poisson(12); n > 0; n--) {
        const end = day + lasts();
        if (end <= from) continue;
        if (day <= from) entered.push(from - day);
        if (end <= to) finished.push(end - day);
        else open.push(to - day);
      }
    }
    const curve = kaplanMeier({ entered: perDay(entered), ended: [perDay(finished)], censored: perDay(open) });
    const late = (days: number[]) => days.filter((d) => d > limit).length;
    return {
      at: openAfter(curve, limit)!,
      finished: late(finished) / finished.length,
      pooled: (late(finished) + late(open)) / (finished.length + open.length),
    };
  }
  const rounds = Array.from({ length: 60 }, (_, seed) => window(seed + 1));

  it('shows no gap beyond the interval between the curve and the finished share', () => {
    const apart = rounds.filter(({ at, finished }) => finished < at.low || finished > at.high);
    expect(apart.length / rounds.length).toBeLessThan(0.05);
    const gap = rounds.reduce((sum, { at, finished }) => sum + at.open - finished, 0) / rounds.length;
    expect(Math.abs(gap)).toBeLessThan(0.01);
  });

  it('would show one were open cases pooled with finished ones', () => {
    const beyond = rounds.filter(({ at, pooled }) => pooled > at.high);
    expect(beyond.length / rounds.length).toBeGreaterThan(0.9);
  });
});

describe('cumulative incidence', () => {
  it('is worked by hand for five cases, two of which are withdrawn', () => {
    // Days 1 finished, 2 withdrawn, 3 finished, 4 censored, 5 withdrawn: 1/5; 4/5 · 1/4; 3/5 · 1/3; then 2/5 · 1/1.
    const curve = cumulativeIncidence({ entered: [], ended: [perDay([1, 3]), perDay([2, 5])], censored: perDay([4]) });
    expect(curve.at(-1)!.share.map((s) => Number(s.toFixed(12)))).toEqual([0.4, 0.6]);
    expect(curve.find(({ day }) => day === 3)!.share.map((s) => Number(s.toFixed(12)))).toEqual([0.4, 0.2]);
  });

  it('adds up to 1 with the share still open, which is the curve of all endings', () => {
    const days = fc.array(fc.nat({ max: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(days, days, days, (a, b, censored) => {
        const observed = { entered: [], ended: [a, b], censored };
        const [curve, all] = [cumulativeIncidence(observed), kaplanMeier(observed)];
        expect(curve.length).toBe(all.length);
        curve.forEach(({ share: [x, y], open }, i) => {
          expect(x! + y! + open).toBeCloseTo(1, 12);
          expect(open).toBeCloseTo(all[i]!.open, 12);
        });
      }),
    );
  });
});
