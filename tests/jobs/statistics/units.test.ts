import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../jobs/statistics/false-discovery.ts';
import { arcsineError, funnelLimits, onArcsine, zScore } from '../../../jobs/statistics/funnel.ts';
import { twoSidedP } from '../../../jobs/statistics/normal.ts';
import { compareUnits, spreadBetween } from '../../../jobs/statistics/unit-comparison.ts';
import { overDispersion, winsorise } from '../../../jobs/statistics/over-dispersion.ts';
import { binomialDraws, drawShares } from '../../../jobs/statistics/binomial-draws.ts';
import { exactRanks, rankIntervals } from '../../../jobs/statistics/ranks.ts';
import { seededRows } from '../../../jobs/statistics/seeded.ts';
import { lateByStage } from '../../../jobs/statistics/case-mix.ts';
import { indirectStandardisation } from '../../../jobs/statistics/standardisation.ts';
import { sampling, share } from './sampling.ts';

describe('the false-discovery rate', () => {
  it('rejects four of the fifteen tests of its own paper', () => {
    // Benjamini and Hochberg 1995, section 4.1: fifteen endpoints, q = 0.05.
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const adjusted = benjaminiHochberg(p);
    expect(adjusted.filter((q) => q <= 0.05)).toHaveLength(4);
    expect(adjusted[3]).toBeCloseTo(0.035625, 12);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('never makes a p value smaller, and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const adjusted = benjaminiHochberg(p);
        p.forEach((value, i) => {
          expect(adjusted[i]!).toBeGreaterThanOrEqual(value);
          p.forEach((other, j) => value < other && expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!));
        });
      }),
    );
  });
});

describe('spread between units beyond chance', () => {
  it("is DerSimonian and Laird's variance where nothing is winsorised", () => {
    // Thirteen trials of the BCG vaccine (Colditz et al. 1994): cases and others, vaccinated and controls.
    const trials = [
      [4, 119, 11, 128],
      [6, 300, 29, 274],
      [3, 228, 11, 209],
      [62, 13536, 248, 12619],
      [33, 5036, 47, 5761],
      [180, 1361, 372, 1079],
      [8, 2537, 10, 619],
      [505, 87886, 499, 87892],
      [29, 7470, 45, 7232],
      [17, 1699, 65, 1600],
      [186, 50448, 141, 27197],
      [5, 2493, 3, 2338],
      [27, 16886, 29, 17825],
    ] as const;
    const effects = trials.map(([a, b, c, d]) => Math.log(a / (a + b) / (c / (c + d))));
    const errors = trials.map(([a, b, c, d]) => Math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)));
    const weights = errors.map((e) => 1 / e ** 2);
    const mean = effects.reduce((sum, y, i) => sum + y * weights[i]!, 0) / weights.reduce((a, b) => a + b);
    const z = effects.map((y, i) => (y - mean) / errors[i]!);
    const { phi, between } = overDispersion(z, errors, { share: 0 });
    expect(phi * 12).toBeCloseTo(152.233, 2);
    expect(between).toBeCloseTo(0.3088, 4);
  });

  it('draws in a tenth at each end', () => {
    expect(winsorise([9, 1, 2, 3, 4, 5, 6, 7, 8, 0, 100])).toEqual([9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 9]);
    expect(winsorise([])).toEqual([]);
    expect(overDispersion([3], [1])).toEqual({ phi: 1, between: 0, units: 1 });
  });

  it('finds about the variance that was put in, and none where there is none', () => {
    const { binomial, normal } = sampling(3);
    const estimate = (tau: number) => {
      const rates = Array.from({ length: 100 }, () => Math.sin(onArcsine(0.9) + tau * normal()) ** 2);
      const units = rates.map((p) => ({ n: 400, hits: binomial(400, p) }));
      const z = units.map((u) => zScore(u, 0.9)!);
      return overDispersion(
        z,
        units.map(() => arcsineError(400)),
        { free: 100 },
      ).between;
    };
    expect(Math.sqrt(estimate(0.08))).toBeGreaterThan(0.055); // winsorising makes it smaller, on purpose
    expect(Math.sqrt(estimate(0.08))).toBeLessThan(0.095);
    expect(Math.sqrt(estimate(0))).toBeLessThan(0.012);
  });
});

describe('one unit far off', () => {
  const counties = (rates: readonly number[], n = 1_500) => rates.map((rate) => ({ n, hits: Math.round(n * rate) }));
  const rateOf = (units: readonly { n: number; hits: number }[]) =>
    units.reduce((sum, unit) => sum + unit.hits, 0) / units.reduce((sum, unit) => sum + unit.n, 0);

  it('is told apart among its few peers, whose rate it pulls down', () => {
    const units = counties([0.9975, 0.997, 0.996, 0.9955, 0.9955, 0.576]);
    const whole = rateOf(units);
    const { between } = spreadBetween(units, whole, []);
    expect(compareUnits(units, whole, between).map(({ standing }) => standing)).toEqual([
      ...new Array<string>(5).fill('above'),
      'below',
    ]);
  });

  it('does not hide the city it lies in from the page above', () => {
    const calm = [0.997, 0.996, 0.995];
    const cities = Array.from({ length: 5 }, (_, i) => counties(i === 0 ? [...calm.slice(1), 0.576] : calm));
    const units = cities.map((own) => ({ n: 4_500, hits: own.reduce((sum, { hits }) => sum + hits, 0) }));
    const below = cities.flatMap((own) => own.map((unit) => ({ ...unit, target: rateOf(own) })));
    const { between, from, phi } = spreadBetween(units, rateOf(units), below);
    expect([from, phi < 3]).toEqual(['below', true]);
    expect(compareUnits(units, rateOf(units), between)[0]!.standing).toBe('below');
  });

  it('changes nothing of 20 units or more, whose spread is the published estimate', () => {
    const units = counties([...Array.from({ length: 19 }, (_, i) => 0.95 + i / 1_000), 0.576]);
    const target = rateOf(units);
    const z = units.map((unit) => zScore(unit, target)!);
    const errors = units.map(({ n }) => arcsineError(n));
    expect(spreadBetween(units, target, [])).toMatchObject(overDispersion(z, errors, { free: 19 }));
  });

  it('leaves the spread of few units that all differ nearly as it was', () => {
    const { normal, binomial } = sampling(21);
    const few = () =>
      Array.from({ length: 8 }, () => ({ n: 800, hits: binomial(800, Math.sin(1.25 + 0.06 * normal()) ** 2) }));
    const spreads = Array.from({ length: 200 }, () => {
      const units = few();
      return spreadBetween(units, rateOf(units), []).between;
    });
    const mean = spreads.reduce((sum, between) => sum + between, 0) / spreads.length;
    expect(Math.sqrt(mean)).toBeGreaterThan(0.045);
    expect(Math.sqrt(mean)).toBeLessThan(0.07);
  });
});

describe('a funnel', () => {
  it('holds 99.8 % of units that chance alone tells apart', () => {
    const { binomial, next } = sampling(5);
    const outside = share(6_000, () => {
      const n = 60 + Math.floor(next() * 900);
      const { low, high } = funnelLimits(n, 0.9, 0.998);
      const rate = binomial(n, 0.9) / n;
      return rate < low || rate > high;
    });
    expect(outside).toBeLessThan(0.006);
  });

  it('widens as n falls and with spread between units, within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        (n, target, between) => {
          const inner = funnelLimits(n + 1, target, 0.95);
          for (const outer of [
            funnelLimits(n, target, 0.95),
            funnelLimits(n + 1, target, 0.998),
            funnelLimits(n + 1, target, 0.95, between),
          ]) {
            expect(outer.low).toBeLessThanOrEqual(inner.low + 1e-12);
            expect(outer.high).toBeGreaterThanOrEqual(inner.high - 1e-12);
          }
          expect(inner.low).toBeGreaterThanOrEqual(0);
          expect(inner.high).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('names few units of many by chance when 99.8 % and the false-discovery rate must both agree', () => {
    const { binomial } = sampling(11);
    let named = 0;
    for (let round = 0; round < 150; round++) {
      const p = Array.from({ length: 40 }, () => twoSidedP(zScore({ n: 300, hits: binomial(300, 0.92) }, 0.92)!));
      const adjusted = benjaminiHochberg(p);
      named += p.filter((value, i) => value < 0.002 && adjusted[i]! <= 0.05).length;
    }
    expect(named / (150 * 40)).toBeLessThan(0.003);
  });
});

describe('ranks', () => {
  it('let equal rates share a place', () => expect(exactRanks([0.9, 0.95, 0.95, 0.8])).toEqual([3, 1, 1, 4]));

  it('have intervals that hold the true order, the same for the same seed', () => {
    const { binomial } = sampling(2);
    const truth = [0.97, 0.95, 0.93, 0.91, 0.89, 0.87, 0.85];
    const held = share(60, (round) => {
      const units = truth.map((p) => ({ n: 400, hits: binomial(400, p) }));
      const intervals = rankIntervals(units, { resamples: 400, seed: round });
      return intervals.filter(({ best, worst }, i) => best <= i + 1 && i + 1 <= worst).length >= 6;
    });
    expect(held).toBeGreaterThan(0.9);
    const units = truth.map((p) => ({ n: 100, hits: Math.round(100 * p) }));
    expect(rankIntervals(units)).toEqual(rankIntervals(units));
    expect(rankIntervals([])).toEqual([]);
    const [sure, other] = rankIntervals([
      { n: 5_000, hits: 5_000 },
      { n: 5_000, hits: 2_500 },
    ]);
    expect([sure, other]).toEqual([
      { best: 1, worst: 1 },
      { best: 2, worst: 2 },
    ]);
  });

  it('are counted in bins as by comparing every unit with every other', () => {
    const { next } = sampling(8);
    const units = Array.from({ length: 40 }, (_, i) => {
      const n = i % 4 === 0 ? 1 + (i % 7) : Math.floor(40 + 3_000 * next() ** 3);
      return { n, hits: Math.round(n * (i % 9 === 0 ? 1 : 0.6 + 0.4 * next())) };
    });
    const draws = binomialDraws(units.map(({ n, hits }) => ({ n, p: (hits + 0.5) / (n + 1) })));
    const [uniform, drawn] = [new Float64Array(40), new Int32Array(40)];
    const fill = seededRows(5);
    const seen = Array.from({ length: 400 }, () => {
      drawShares(draws, fill(uniform), drawn);
      return exactRanks([...drawn].map((k) => draws.shares[k]!));
    });
    const found = units.map((_, i) => seen.map((ranks) => ranks[i]!).sort((a, b) => a - b));
    // 2.5 % of 400 resamples are 10: the eleventh from each end.
    expect(rankIntervals(units, { resamples: 400, seed: 5 })).toEqual(
      found.map((ranks) => ({ best: ranks[10], worst: ranks[389] })),
    );
  });

  it('are drawn from binomial shares', () => {
    const { shares, masses, upTo } = binomialDraws([{ n: 4, p: 0.25 }]);
    expect([...shares]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    [81, 108, 54, 12, 1].forEach((of256, k) => expect(masses[k]).toBeCloseTo(of256 / 256, 14));
    expect(upTo[1]).toBeCloseTo(189 / 256, 14);
    const draws = binomialDraws([{ n: 4, p: 0.25 }]);
    const drawn = new Int32Array(1);
    for (const [uniform, share] of [
      [0, 0],
      [0.3164, 0],
      [0.3165, 0.25],
      [0.7382, 0.25],
      [0.7383, 0.5],
      [0.9999, 1],
    ]) {
      drawShares(draws, Float64Array.of(uniform!), drawn);
      expect(draws.shares[drawn[0]!]).toBe(share);
    }
  });

  it('cannot tell tiny units apart', () => {
    const units = Array.from({ length: 12 }, (_, i) => ({ n: 12, hits: 9 + (i % 3) }));
    for (const { best, worst } of rankIntervals(units)) expect(worst - best).toBeGreaterThanOrEqual(6);
  });
});

describe('indirect standardisation', () => {
  const strata = (rows: [string, number, number][]) => new Map(rows.map(([key, n, hits]) => [key, { n, hits }]));
  const reference = strata([
    ['hv', 100, 30],
    ['lv', 900, 18],
  ]);

  it('expects what the reference gives to the same cases', () => {
    // Worked by hand: 40 × 0.3 + 60 × 0.02 = 13.2 expected; 11 observed; 11 / 13.2 × 0.048.
    const result = indirectStandardisation(
      strata([
        ['hv', 40, 10],
        ['lv', 60, 1],
      ]),
      reference,
    );
    expect(result.expected).toBeCloseTo(13.2, 12);
    expect(result.ratio).toBeCloseTo(11 / 13.2, 12);
    expect(result.adjusted).toBeCloseTo((11 / 13.2) * 0.048, 12);
  });

  it('leaves the reference itself and units of the same mix at their own rate', () => {
    expect(indirectStandardisation(reference, reference).adjusted).toBeCloseTo(0.048, 12);
    const same = strata([
      ['hv', 10, 6],
      ['lv', 90, 4],
    ]);
    expect(indirectStandardisation(same, reference).adjusted).toBeCloseTo(0.1, 12);
    expect(indirectStandardisation(new Map(), reference).adjusted).toBeNull();
  });
});

describe('the case mix by class, business type and stage', () => {
  const mix = (n: number, met: number, clocks: [string, number, number][]) => ({
    byGroup: new Map([[0, { n, met }]]),
    byStage: new Map(clocks.map(([key, all, kept]) => [key, { n: all, met: kept }])),
  });
  // Of 100 cases 20 are late; of their late clocks 5 lie in the first stage and 15 in the second, which half pass through.
  const whole = mix(100, 80, [
    ['0|1', 100, 95],
    ['0|2', 50, 35],
  ]);
  const expects = (unit: ReturnType<typeof mix>) =>
    indirectStandardisation(lateByStage(whole)(unit), lateByStage(whole)(whole), 0.2);

  it('expects more of whom all cases pass the late stage, and less of whom none does', () => {
    // Worked by hand: 10 × 0.05 + 10 × 0.3; 10 × 0.05; by class alone it would be 2 of both.
    const both: [string, number, number][] = [
      ['0|1', 10, 9],
      ['0|2', 10, 7],
    ];
    expect(expects(mix(10, 6, both)).expected).toBeCloseTo(3.5, 12);
    expect(expects(mix(10, 6, both)).adjusted).toBeCloseTo((4 / 3.5) * 0.2, 12);
    expect(expects(mix(10, 9, [['0|1', 10, 9]])).expected).toBeCloseTo(0.5, 12);
    expect(expects(whole)).toMatchObject({ observed: 20, ratio: 1, adjusted: 0.2 });
  });

  it('loses no late case and no group, with clocks or without', () => {
    const counts = fc.nat({ max: 50 }).chain((n) => fc.nat({ max: n }).map((met) => ({ n, met })));
    const mixes = fc.record({
      byGroup: fc.dictionary(fc.constantFrom('0', '1', '2'), counts),
      byStage: fc.dictionary(fc.constantFrom('0|1', '0|2', '1|1', '2|3'), counts),
    });
    const asMix = ({ byGroup, byStage }: { byGroup: object; byStage: object }) => ({
      byGroup: new Map(Object.entries(byGroup).map(([grp, c]) => [Number(grp), c as { n: number; met: number }])),
      byStage: new Map(
        (Object.entries(byStage) as [string, { n: number; met: number }][]).filter(([, { n }]) => n > 0),
      ),
    });
    fc.assert(
      fc.property(mixes, mixes, (a, b) => {
        const unit = asMix(a);
        const hits = [...lateByStage(asMix(b))(unit).values()].reduce((sum, stratum) => sum + stratum.hits, 0);
        const late = [...unit.byGroup.values()].reduce((sum, { n, met }) => sum + n - met, 0);
        expect(hits).toBeCloseTo(late, 9);
      }),
    );
  });
});
