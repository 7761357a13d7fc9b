import Type from 'typebox';
import { MEASURES } from '../../jobs/measures/measures.ts';
import { metricsDictionary } from '../../sql/read/metrics-dictionary.ts';
import { filterFields } from '../contract/filter.ts';
import { MetricsDictionaryReply } from '../contract/metrics-dictionary.ts';
import type { Route } from '../route.ts';

export const metricsDictionaryRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/metrics-dictionary',
    {
      schema: {
        summary: '指标口径：名称、公式、范围、单位、统计期、可选项、来源',
        querystring: Type.Object(
          { source: filterFields.source, unit: filterFields.unit },
          { additionalProperties: false },
        ),
        response: { 200: MetricsDictionaryReply },
      },
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope }) => ofSource(await metricsDictionary(db, scope, request.query))),
  );
};

/** The registry with what a source that delivers these fields cannot tell. */
function ofSource({ delivered, ...read }: Awaited<ReturnType<typeof metricsDictionary>>): MetricsDictionaryReply {
  return {
    ...read,
    measures: MEASURES.map(({ needs, off, months, options, panels, ...measure }) => ({
      ...measure,
      months: [...months],
      options: options.map(({ values, ...option }) => ({ ...option, values: [...values] })),
      panels: [...panels],
      off: off === true,
      missing: needs.filter((field) => !delivered.includes(field)),
    })),
  };
}
