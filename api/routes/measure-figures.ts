import { measureOf, onlineChannels, optionOn } from '../../jobs/measures/measures.ts';
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
        const figures = read.figures.filter((f) => tellable(f, delivered)).map(withKind);
        return {
          ...told,
          figures: figures.map((f) => {
            const of = { ...f, unit: told.basis.unit, share: f.kind === 'share' };
            return { ...f, target: gapTo({ targets, scoring }, of, toldBy(f)) };
          }),
        };
      }),
  );
};

const optionsOn = (day: string): FigureOptions => ({
  neutralCounts: optionOn('satisfaction-rate', 'neutral-counts', day) === 'yes',
  onlineChannels: onlineChannels(day),
});

type Figure = Awaited<ReturnType<typeof measureFigures>>['figures'][number];

function tellable({ measure, part }: Figure, delivered: readonly string[]): boolean {
  const needs: readonly string[] = PART_NEEDS[part] ?? measureOf(measure).needs;
  return needs.every((field) => delivered.includes(field));
}

const toldBy = ({ hits, n }: Figure): number | null => (n === null ? hits : n === 0 ? null : hits / n);

const withKind = (figure: Figure) => ({
  ...figure,
  kind: figure.n === null ? ('count' as const) : figure.part in PART_NEEDS ? ('mean' as const) : ('share' as const),
});
