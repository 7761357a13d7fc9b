import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialLimits, poissonLimits } from '../../../jobs/statistics/exact-limits.ts';
import { incompleteBeta, logGamma, upperGamma } from '../../../jobs/statistics/gamma.ts';
import { normalQuantile, twoSidedP } from '../../../jobs/statistics/normal.ts';
import { wilson } from '../../../jobs/statistics/wilson.ts';
import { sampling, share } from './sampling.ts';

describe('the normal distribution', () => {
  it("gives AS 241's own check values", () => {
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 14);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 13);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 12);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect(normalQuantile(1.1)).toBeNaN();
  });

  it('turns a quantile back into its probability, far into the tails', () => {
    expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 12);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
        expect(twoSidedP(normalQuantile(p)) / (2 * p)).toBeCloseTo(1, 9);
      }),
    );
  });
});

it('knows factorials, and tails that can be written down', () => {
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  expect(upperGamma(1, 2)).toBeCloseTo(Math.exp(-2), 14);
  expect(upperGamma(3, 1)).toBeCloseTo(Math.exp(-1) * 2.5, 14); // P(Poisson(1) < 3)
  expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 14);
  expect(incompleteBeta(0.5, 3, 2)).toBeCloseTo(5 / 16, 14); // P(Binomial(4, ½) ≥ 3)
});

describe('limits of a proportion and of a count', () => {
  it('are the published ones', () => {
    // Newcombe 1998, Statistics in Medicine 17:857, table I: 81 of 263, 15 of 148, 0 of 20.
    const table = [
      { hits: 81, n: 263, wilson: [0.2553, 0.3662], exact: [0.2527, 0.3676] },
      { hits: 15, n: 148, wilson: [0.0624, 0.1605], exact: [0.0578, 0.1617] },
      { hits: 0, n: 20, wilson: [0, 0.1611], exact: [0, 0.1684] },
    ];
    for (const row of table) {
      const [score, exact] = [wilson(row.hits, row.n)!, binomialLimits(row.hits, row.n)!];
      expect([score.low, score.high].map((x) => Number(x.toFixed(4)))).toEqual(row.wilson);
      expect([exact.low, exact.high].map((x) => Number(x.toFixed(4)))).toEqual(row.exact);
    }
    // Garwood 1936: 95 % limits of a mean after 0, 1 and 10 events.
    expect(poissonLimits(0).high).toBeCloseTo(3.689, 3);
    expect(poissonLimits(1).low).toBeCloseTo(0.0253, 4);
    expect(poissonLimits(1).high).toBeCloseTo(5.572, 3);
    expect(poissonLimits(10).low).toBeCloseTo(4.795, 3);
    expect(poissonLimits(10).high).toBeCloseTo(18.39, 2);
    expect(binomialLimits(0, 0)).toBeNull();
  });

  it('cover as often as they say', () => {
    const { binomial, poisson } = sampling(7);
    for (const [n, p] of [
      [60, 0.93],
      [131, 0.885],
    ] as const) {
      const draws = Array.from({ length: 3_000 }, () => binomial(n, p));
      const covered = (limits: typeof binomialLimits) =>
        share(draws.length, (i) => limits(draws[i]!, n)!.low <= p && p <= limits(draws[i]!, n)!.high);
      expect(covered((hits, of) => wilson(hits, of))).toBeGreaterThan(0.925);
      expect(covered((hits, of) => wilson(hits, of))).toBeLessThan(0.985);
      const known = new Map<number, ReturnType<typeof binomialLimits>>();
      const exact = covered((hits, of) => {
        if (!known.has(hits)) known.set(hits, binomialLimits(hits, of));
        return known.get(hits)!;
      });
      expect(exact).toBeGreaterThan(0.945);
    }
    const counts = Array.from({ length: 1_000 }, () => poisson(8));
    expect(
      share(counts.length, (i) => poissonLimits(counts[i]!).low <= 8 && poissonLimits(counts[i]!).high >= 8),
    ).toBeGreaterThan(0.945);
  });

  it('widen as n falls, and the exact ones hold the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), (n, some) => {
        const hits = Math.min(some, n);
        const [few, many] = [binomialLimits(hits, n)!, binomialLimits(hits * 3, n * 3)!];
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
        expect(few.low).toBeLessThanOrEqual(hits / n);
        expect(few.high).toBeGreaterThanOrEqual(hits / n);
        const [score, more] = [wilson(hits, n)!, wilson(hits * 3, n * 3)!];
        expect(more.high - more.low).toBeLessThan(score.high - score.low);
      }),
      { numRuns: 60 },
    );
  });
});
