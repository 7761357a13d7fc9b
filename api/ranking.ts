import { lateByStage } from '../jobs/statistics/case-mix.ts';
import { funnelLimits } from '../jobs/statistics/funnel.ts';
import { dayPercentile } from '../jobs/statistics/percentile.ts';
import { exactRanks, rankIntervals } from '../jobs/statistics/ranks.ts';
import { indirectStandardisation } from '../jobs/statistics/standardisation.ts';
import { compareUnits, CONTROL_LEVEL, spreadBetween, type Compared } from '../jobs/statistics/unit-comparison.ts';
import { wilson } from '../jobs/statistics/wilson.ts';
import { gapTo } from './target-gap.ts';
import type { branches } from '../sql/read/branches.ts';
import { rateOf } from '../sql/read-ground/strata.ts';

type Read = Awaited<ReturnType<typeof branches>>;

/** Why a unit is not told apart from the others, if it is not. */
export function withheld(
  { n, undecidable }: { n: number; undecidable: number },
  { minimum, gate }: Pick<Read['settings'], 'minimum' | 'gate'>,
): 'none' | 'gate' | 'small' | null {
  if (n === 0) return 'none';
  if (undecidable / (n + undecidable) > gate) return 'gate';
  return n < minimum ? 'small' : null;
}

/** Adds ranks, intervals, percentiles, funnel and case-mix adjustment; by rank, below the data gate first, small samples last. */
export function ranked({ rows, below, whole, settings, targets, ...read }: Read) {
  const target = whole.rate ?? 0;
  const eligible = rows.filter((row) => withheld(row, settings) === null);
  const spread = spreadBetween(
    rows.filter((row) => withheld(row, settings) !== 'gate').map(trials),
    target,
    below.flatMap(({ parent, ...unit }) => {
      const above = rows.find((row) => row.unit === parent);
      return above === undefined || above.n === 0 ? [] : [{ ...trials(unit), target: above.met / above.n }];
    }),
  );
  const places = new Map(eligible.map((row, i) => [row.unit, i]));
  const intervals = rankIntervals(eligible.map(trials));
  const crude = compareUnits(eligible.map(trials), target, spread.between);
  const strataOf = lateByStage(whole);
  const reference = strataOf(whole);
  const standardised = rows.map((row) =>
    indirectStandardisation(strataOf(row), reference, whole.rate === null ? null : 1 - whole.rate),
  );
  const mix = compareUnits(
    eligible.map((row) => ({
      ...trials(row),
      expected: Math.max(0, row.n - standardised[rows.indexOf(row)]!.expected),
    })),
    target,
    spread.between,
  );
  const late = standardised.map(({ adjusted }) => adjusted);
  const scores = rows.map((row, i) => scoreOf(row, late[i]!, settings.formula));
  const decided = rows.flatMap(({ unit }, i) => (scores[i] === null ? [] : [{ unit, score: scores[i]! }]));
  const ranks = new Map(exactRanks(decided.map(({ score }) => score)).map((rank, i) => [decided[i]!.unit, rank]));
  const placed = rows.map(({ days, byGroup: _, byStage: _clocks, ...row }, i) => {
    const interval = wilson(row.met, row.n);
    const place = places.get(row.unit);
    const why = withheld(row, settings);
    const standing = (found: readonly Compared[]) => {
      const own = place === undefined ? null : found[place]!;
      return { z: own?.z ?? null, zAdjusted: own?.adjusted ?? null, q: own?.q ?? null, standing: why ?? own!.standing };
    };
    const { adjusted, expected } = standardised[i]!;
    const rate = rateOf(row);
    return {
      ...row,
      rate,
      target: gapTo(
        { targets, scoring: settings.score },
        { unit: row.unit, measure: 'compliance-rate', part: read.kind, share: true },
        rate,
      ),
      rank: ranks.get(row.unit) ?? null,
      score: scores[i]!,
      rankBest: place === undefined ? null : intervals[place]!.best,
      rankWorst: place === undefined ? null : intervals[place]!.worst,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      ...standing(crude),
      adjusted: { rate: adjusted === null ? null : 1 - adjusted, expected, ...standing(mix) },
      median: dayPercentile(days, 0.5),
      p90: dayPercentile(days, 0.9),
    };
  });
  const { n, met, rate, undecidable } = whole;
  const most = Math.max(0, ...rows.map((row) => row.n));
  return {
    ...read,
    whole: { n, met, rate, undecidable },
    minimum: settings.minimum,
    gate: settings.gate,
    formula: weightsOf(settings.formula),
    spread,
    limits: rate === null ? [] : curve(most, rate, spread.between),
    rows: placed.toSorted((a, b) => shelf(a) - shelf(b) || (a.rank ?? Infinity) - (b.rank ?? Infinity)),
  };
}

type Formula = Read['settings']['formula'];
type Figure = keyof Formula;

const weightsOf = (formula: Formula) =>
  (Object.entries(formula) as [Figure, number][]).map(([figure, weight]) => ({ figure, weight }));

/** The weighted mean of the shares a unit has; null without decided cases. `late`: its adjusted share of late cases. */
function scoreOf(row: Read['rows'][number], late: number | null, formula: Formula): number | null {
  if (row.n === 0) return null;
  const shares: Record<Figure, number | null> = {
    rate: row.met / row.n,
    adjusted: late === null ? null : 1 - late,
    open: row.open === 0 ? null : 1 - row.openOverdue / row.open,
  };
  const parts = weightsOf(formula).flatMap(({ figure, weight }) =>
    shares[figure] === null ? [] : [{ share: shares[figure], weight }],
  );
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return shares.rate;
  return parts.reduce((sum, part) => sum + part.share * part.weight, 0) / weight;
}

const shelf = ({ standing }: { standing: string }): number =>
  standing === 'gate' ? 0 : standing === 'small' ? 2 : standing === 'none' ? 3 : 1;

const trials = ({ n, met }: { n: number; met: number }) => ({ n, hits: met });

/** Control limits at sizes that draw an even curve. */
function curve(most: number, target: number, between: number) {
  const STEPS = 48;
  const end = Math.max(10, most * 1.06);
  const sizes = Array.from({ length: STEPS }, (_, i) => Math.round(end * ((i + 1) / STEPS) ** 2)).filter((n) => n >= 3);
  return [...new Set(sizes)].map((n) => {
    const inner = funnelLimits(n, target, 0.95, between);
    const outer = funnelLimits(n, target, CONTROL_LEVEL, between);
    return { n, low95: inner.low, high95: inner.high, low998: outer.low, high998: outer.high };
  });
}
