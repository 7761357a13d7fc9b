import { funnelLimits } from '../jobs/statistics/funnel.ts';
import { dayPercentile } from '../jobs/statistics/percentile.ts';
import { exactRanks, rankIntervals } from '../jobs/statistics/ranks.ts';
import { indirectStandardisation } from '../jobs/statistics/standardisation.ts';
import { compareUnits, CONTROL_LEVEL, spreadBetween, type Compared } from '../jobs/statistics/unit-comparison.ts';
import { wilson } from '../jobs/statistics/wilson.ts';
import type { branches } from '../sql/read/branches.ts';

/** Fewest decided cases, and the largest share of undecidable ones, for an interval of ranks and a group (design §5). */
const MINIMUM = 50;
const GATE = 0.05;

type Read = Awaited<ReturnType<typeof branches>>;
type Row = Read['rows'][number];
type Sums = Pick<Row, 'n' | 'met' | 'byGroup'>;

/** Why a unit is not told apart from the others, if it is not. */
export function withheld({ n, undecidable }: { n: number; undecidable: number }): 'none' | 'gate' | 'small' | null {
  if (n === 0) return 'none';
  if (undecidable / (n + undecidable) > GATE) return 'gate';
  return n < MINIMUM ? 'small' : null;
}

/** Adds ranks, intervals, percentiles, funnel and case-mix adjustment; by rank, below the data gate first, small samples last. */
export function ranked({ rows, below, whole, ...read }: Read) {
  const target = whole.rate ?? 0;
  const eligible = rows.filter((row) => withheld(row) === null);
  const spread = spreadBetween(
    rows.filter((row) => withheld(row) !== 'gate').map(trials),
    target,
    below.flatMap(({ parent, ...unit }) => {
      const above = rows.find((row) => row.unit === parent);
      return above === undefined || above.n === 0 ? [] : [{ ...trials(unit), target: above.met / above.n }];
    }),
  );
  const places = new Map(eligible.map((row, i) => [row.unit, i]));
  const intervals = rankIntervals(eligible.map(trials));
  const crude = compareUnits(eligible.map(trials), target, spread.between);
  const standardised = rows.map((row) => indirectStandardisation(late(row), late(whole)));
  const mix = compareUnits(
    eligible.map((row) => ({ ...trials(row), expected: row.n - standardised[rows.indexOf(row)]!.expected })),
    target,
    spread.between,
  );
  const decided = rows.filter((row) => row.n > 0);
  const ranks = new Map(exactRanks(decided.map((row) => row.met / row.n)).map((rank, i) => [decided[i]!.unit, rank]));
  const placed = rows.map(({ days, byGroup: _, ...row }, i) => {
    const interval = wilson(row.met, row.n);
    const place = places.get(row.unit);
    const why = withheld(row);
    const standing = (found: readonly Compared[]) => {
      const own = place === undefined ? null : found[place]!;
      return { z: own?.z ?? null, zAdjusted: own?.adjusted ?? null, q: own?.q ?? null, standing: why ?? own!.standing };
    };
    const { adjusted, expected } = standardised[i]!;
    return {
      ...row,
      rate: row.n === 0 ? null : row.met / row.n,
      rank: ranks.get(row.unit) ?? null,
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
    minimum: MINIMUM,
    gate: GATE,
    spread,
    limits: rate === null ? [] : curve(most, rate, spread.between),
    rows: placed.toSorted((a, b) => shelf(a) - shelf(b) || (a.rank ?? Infinity) - (b.rank ?? Infinity)),
  };
}

const shelf = ({ standing }: { standing: string }): number =>
  standing === 'gate' ? 0 : standing === 'small' ? 2 : standing === 'none' ? 3 : 1;

const trials = ({ n, met }: { n: number; met: number }) => ({ n, hits: met });

/** Late cases by stratum: rates near 1 are standardised by their complement. */
const late = ({ byGroup }: Pick<Sums, 'byGroup'>) =>
  new Map([...byGroup].map(([grp, { n, met }]) => [grp, { n, hits: n - met }]));

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
