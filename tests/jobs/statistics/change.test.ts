import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictiveTail } from '../../../jobs/statistics/beta-binomial.ts';
import { clearance } from '../../../jobs/statistics/clearance.ts';
import { decompose } from '../../../jobs/statistics/rate-decomposition.ts';
import { xmr } from '../../../jobs/statistics/xmr.ts';
import { sampling, share } from './sampling.ts';

describe('the decomposition of a rate', () => {
  it('splits a change of mix and of rates, worked by hand', () => {
    // 80 % at 0.9 and 20 % at 0.5 become 60 % at 0.8 and 40 % at 0.5: from 0.82 to 0.68.
    const [a, b] = decompose([
      { before: { n: 80, hits: 72 }, after: { n: 60, hits: 48 } },
      { before: { n: 20, hits: 10 }, after: { n: 40, hits: 20 } },
    ]);
    expect(a!.mix).toBeCloseTo(-0.2 * 0.08, 12);
    expect(a!.rate).toBeCloseTo(0.8 * -0.1, 12);
    expect(a!.interaction).toBeCloseTo(-0.2 * -0.1, 12);
    expect(b!.mix).toBeCloseTo(0.2 * -0.32, 12);
    expect([b!.rate, b!.interaction]).toEqual([0, 0]);
    expect(decompose([{ before: { n: 0, hits: 0 }, after: { n: 1, hits: 1 } }])).toEqual([
      { mix: 0, rate: 0, interaction: 0 },
    ]);
  });

  it('adds up without remainder, whatever came, went or stayed', () => {
    const side = fc.nat({ max: 400 }).chain((n) => fc.nat({ max: n }).map((hits) => ({ n, hits })));
    fc.assert(
      fc.property(fc.array(fc.record({ before: side, after: side }), { minLength: 1, maxLength: 30 }), (strata) => {
        const sum = (which: 'before' | 'after', what: 'n' | 'hits') => strata.reduce((s, x) => s + x[which][what], 0);
        fc.pre(sum('before', 'n') > 0 && sum('after', 'n') > 0);
        const change = sum('after', 'hits') / sum('after', 'n') - sum('before', 'hits') / sum('before', 'n');
        const parts = decompose(strata).reduce((s, { mix, rate, interaction }) => s + mix + rate + interaction, 0);
        expect(parts).toBeCloseTo(change, 12);
      }),
    );
  });
});

describe('the XmR chart', () => {
  it('gives the limits of its constants, worked by hand', () => {
    // Twelve values with ranges of 2 throughout: mean 11, limits 11 ± 5.32, range limit 6.534.
    const values = Array.from({ length: 12 }, (_, i) => 10 + 2 * (i % 2));
    const { segments, points } = xmr([...values, 17, 11]);
    const { limits } = segments[0]!;
    expect([limits!.mean, limits!.range]).toEqual([11, 2]);
    expect([limits!.low, limits!.high, limits!.rangeHigh].map((x) => Number(x.toFixed(9)))).toEqual([
      5.68, 16.32, 6.534,
    ]);
    expect(points.map((p) => p.signal).filter(Boolean)).toEqual(['above']);
    expect(points[12]!.range).toBe(5);
  });

  it('says nothing of fewer than twelve periods, is provisional to twenty and then never moves', () => {
    const values = Array.from({ length: 40 }, (_, i) => 10 + 2 * (i % 2));
    expect(xmr(values.slice(0, 11)).segments[0]!.limits).toBeNull();
    const provisional = Array.from({ length: 40 }, (_, i) => xmr(values.slice(0, i + 1)).segments[0]!.limits);
    expect(provisional.map((l) => l?.provisional)).toEqual(
      Array.from({ length: 40 }, (_, i) => (i < 11 ? undefined : i < 19)),
    );
    expect(new Set(provisional.slice(11).map((l) => l!.mean)).size).toBe(1);
  });

  it('leaves one wild range out of the mean of ranges', () => {
    const calm = Array.from({ length: 12 }, (_, i) => 10 + (i % 2));
    const wild = [...calm];
    wild[6] = 40;
    expect(xmr(wild).segments[0]!.limits!.range).toBe(1);
  });

  it('marks a lasting shift once, at its start, and begins again there and at a rule change', () => {
    const before = Array.from({ length: 16 }, (_, i) => 12 - 2 * (i % 2));
    const after = before.map((value) => value + 3);
    const { segments } = xmr([...before, ...after]);
    expect(segments.map(({ from, startsBy }) => [from, startsBy])).toEqual([
      [0, 'first'],
      [16, 'shift'],
    ]);
    expect(xmr([...before, ...after], [20]).segments.map((s) => s.startsBy)).toEqual(['first', 'rebase']);
    const gap = xmr([...before.slice(0, 8), null, ...before.slice(8)]);
    expect(gap.segments).toHaveLength(1);
    expect([gap.points[8]!.value, gap.points[9]!.range]).toEqual([null, null]);
  });

  it('rings few points of a process that never changes', () => {
    const { normal } = sampling(9);
    let [rung, all] = [0, 0];
    for (let round = 0; round < 300; round++) {
      const { points } = xmr(Array.from({ length: 24 }, normal));
      rung += points.filter((p) => p.signal !== null).length;
      all += 24;
    }
    expect(rung / all).toBeLessThan(0.02);
  });

  it('tells nearly no signal of few cases that never change, and a slowed month of enough', () => {
    const { poisson, binomial } = sampling(11);
    const told = (n: number, late: (month: number) => number) => {
      const trials = Array.from({ length: 24 }, (_, month) => {
        const cases = 1 + poisson(n);
        return { n: cases, hits: binomial(cases, late(month)) };
      });
      const { points, segments } = xmr(
        trials.map(({ n: cases, hits }) => hits / cases),
        [],
        trials,
      );
      return segments.length > 1 || points.some(({ signal }) => signal !== null);
    };
    for (const [n, p] of [
      [3, 0.02],
      [10, 0.02],
      [30, 0.005],
      [30, 0.1],
      [80, 0.02],
      [400, 0.1],
    ] as const)
      expect(share(200, () => told(n, () => p))).toBeLessThanOrEqual(0.05);
    expect(share(100, () => told(80, (month) => (month < 16 ? 0.05 : 0.4)))).toBeGreaterThanOrEqual(0.99);
    expect(share(100, () => told(300, (month) => (month < 14 ? 0.05 : 0.1)))).toBeGreaterThanOrEqual(0.95);
  });

  it('keeps a spread where all ranges but the widest are nothing', () => {
    expect(xmr([0, 0, 0, 0.4, ...new Array<number>(9).fill(0)]).segments[0]!.limits!.range).toBeCloseTo(0.8 / 11, 12);
  });

  it('splits at every index asked for and loses no period', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0, max: 100, noNaN: true })), { maxLength: 60 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 4 }),
        (values, rebase) => {
          const { segments, points } = xmr(values, rebase);
          expect(points.map((p) => p.value)).toEqual(values);
          expect(segments.reduce((sum, s) => sum + s.to - s.from, 0)).toBe(values.length);
          for (const at of rebase.filter((x) => x > 0 && x < values.length))
            expect(segments.some((s) => s.from === at)).toBe(true);
        },
      ),
    );
  });
});

describe('the predictive tail of a share', () => {
  it('is the posterior mean for one trial, and its product for two', () => {
    expect(predictiveTail({ n: 9, hits: 2 }, { n: 1, hits: 1 })).toBeCloseTo(2.5 / 10, 12);
    expect(predictiveTail({ n: 9, hits: 7 }, { n: 1, hits: 0 })).toBeCloseTo(2.5 / 10, 12);
    expect(predictiveTail({ n: 0, hits: 0 }, { n: 2, hits: 2 })).toBeCloseTo((0.5 * 1.5) / (1 * 2), 12);
    expect(predictiveTail({ n: 12, hits: 0 }, { n: 2, hits: 2 })).toBeCloseTo((0.5 * 1.5) / (13 * 14), 12);
    expect(predictiveTail({ n: 5, hits: 5 }, { n: 0, hits: 0 })).toBe(1);
  });

  it('makes one with the tail beyond, and stays small numbers apart far out', () => {
    const before = { n: 120, hits: 6 };
    const masses = Array.from({ length: 31 }, (_, hits) => predictiveTail(before, { n: 30, hits }));
    // Up from 2 and down from 1 are all there is.
    expect(masses[2]! + masses[1]!).toBeCloseTo(1, 10);
    expect(predictiveTail({ n: 1_000_000, hits: 100_000 }, { n: 100_000, hits: 11_000 })).toBeLessThan(1e-15);
  });
});

describe('the clearance of a stock', () => {
  it('divides the stock by the net outflow and gives no day where nothing flows off', () => {
    const result = clearance(100, new Array<number>(20).fill(3), new Array<number>(20).fill(5))!;
    expect(result).toEqual({ days: 50, low: 50, high: 50 });
    expect(clearance(100, [5, 5], [5, 4])).toBeNull();
    expect(clearance(100, [], [])).toBeNull();
    // Now and then more comes in than goes out: it may never be cleared.
    expect(clearance(100, [9, 0, 9, 0, 9, 0], [5, 5, 5, 5, 5, 4])!.high).toBeNull();
  });

  it('has a band that mostly holds the clearance at the true pace', () => {
    const { poisson } = sampling(6);
    const held = share(200, (seed) => {
      const days = Array.from({ length: 60 }, () => [poisson(20), poisson(26)] as const);
      const found = clearance(
        300,
        days.map(([a]) => a),
        days.map(([, b]) => b),
        { resamples: 200, seed },
      );
      return found !== null && found.low <= 50 && (found.high ?? Infinity) >= 50;
    });
    expect(held).toBeGreaterThan(0.85);
  });
});
