import Type, { type Static } from 'typebox';

const Words = Type.Object({ zh: Type.String(), en: Type.String() });

/** GET /api/v1/metrics-dictionary?source=: every measure as it is defined, and what of it this source can tell. */
export const MetricsDictionaryReply = Type.Object({
  source: Type.String(),
  sourceLabel: Type.String(),
  measures: Type.Array(
    Type.Object({
      code: Type.String(),
      /** timeliness, stock, duration, satisfaction, service, supervision. */
      subject: Type.String(),
      name: Words,
      formula: Words,
      population: Words,
      /** case, customer, clock, callback, complaint, warning. */
      count: Type.String(),
      /** archived, stopped, applied, made, received, sent, flow, data-time. */
      period: Type.String(),
      /** calendar, statistical: kinds of month it is told for. */
      months: Type.Array(Type.String()),
      /** The value in force is the last one whose `from` (null: from the beginning) has come. */
      options: Type.Array(
        Type.Object({
          code: Type.String(),
          name: Words,
          values: Type.Array(Type.Object({ from: Type.Union([Type.String(), Type.Null()]), value: Type.String() })),
        }),
      ),
      version: Type.String(),
      /** found, believed, unknown, derived. */
      mark: Type.String(),
      source: Words,
      /** Panels that show it. */
      panels: Type.Array(Type.String()),
      /** Shipped switched off. */
      off: Type.Boolean(),
      /** Fields this source does not deliver; with any of them the measure reads 本数据源无此项, never 0. */
      missing: Type.Array(Type.String()),
    }),
  ),
});
export type MetricsDictionaryReply = Static<typeof MetricsDictionaryReply>;
