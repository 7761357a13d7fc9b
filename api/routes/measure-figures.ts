import { gradePoints, measureOf, onlineChannels, optionOn, optionParts } from '../../jobs/measures/measures.ts';
import { dayPercentile, meanDays } from '../../jobs/statistics/percentile.ts';
import { measureFigures, type FigureOptions } from '../../sql/read/measure-figures.ts';
import { metricsDictionary } from '../../sql/read/metrics-dictionary.ts';
import { Filter } from '../contract/filter.ts';
import { MeasureFiguresReply } from '../contract/measure-figures.ts';
import type { Route } from '../route.ts';
import { gapTo } from '../target-gap.ts';

/** Parts that need less than the whole measure does. */
const PART_NEEDS: Readonly<Record<string, readonly string[]>> = {
  'customer-returns': ['archive', 'customer-step'],
  'failed-inspections': ['archive', 'rectification'],
};

export const measureFiguresRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/measure-figures',
    {
      schema: {
        summary: '指标口径页上的数值；来源没有所需字段的指标不给数',
        querystring: Filter,
        response: { 200: MeasureFiguresReply },
      },
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { delivered } = await metricsDictionary(db, scope, request.query);
        const day = new Date(now / 1000).toISOString().slice(0, 10);
        const read = await measureFigures(db, scope, request.query, now, optionsOn(day));
        const { targets, scoring, ...told } = read;
        const figures = read.figures.filter((f) => tellable(f, delivered)).map(toldAs);
        return {
          ...told,
          figures: figures.map((f) => {
            const of = { ...f, unit: told.basis.unit, share: f.kind === 'share' };
            return { ...f, target: gapTo({ targets, scoring }, of, f.value) };
          }),
        };
      }),
  );
};

const optionsOn = (day: string): FigureOptions => ({
  neutralCounts: optionOn('satisfaction-rate', 'neutral-counts', day) === 'yes',
  onlineChannels: onlineChannels(day),
  points: gradePoints(day),
  longDays: optionParts(optionOn('long-unenergised', 'bands', day)).map(Number),
});

type Figure = Awaited<ReturnType<typeof measureFigures>>['figures'][number];

function tellable({ measure, part }: Figure, delivered: readonly string[]): boolean {
  const needs: readonly string[] = PART_NEEDS[part] ?? measureOf(measure).needs;
  return needs.every((field) => delivered.includes(field));
}

/** What is no share and no count. */
const KINDS: Readonly<Record<string, Told['kind']>> = {
  'customer-round-trips': 'mean',
  'process-days': 'working-days',
  'mean-connect-time': 'days',
  'satisfaction-score': 'points',
  'complaints-per-10k': 'per-10k',
};

type Told = MeasureFiguresReply['figures'][number];

/** A duration is told by the statistic its part or its measure names; the others stand beside it. */
function toldAs({ days, ...figure }: Figure) {
  const kind = KINDS[figure.measure] ?? (figure.n === null ? 'count' : 'share');
  if (days === null) return { ...figure, kind, beside: [] };
  const all = { median: dayPercentile(days, 0.5), p90: dayPercentile(days, 0.9), mean: meanDays(days) };
  const main = figure.part in all ? (figure.part as keyof typeof all) : 'mean';
  const others =
    figure.part === 'median' ? (['mean'] as const) : figure.part === 'p90' ? [] : (['median', 'p90'] as const);
  const beside = others.flatMap((of) => (all[of] === null ? [] : [{ of, value: all[of] }]));
  return { ...figure, kind, value: all[main], beside };
}
