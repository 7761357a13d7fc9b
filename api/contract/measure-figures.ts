import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';
import { Target } from './target.ts';

/** GET /api/v1/measure-figures: the measures one number tells, of the period or the stock. Those a source cannot tell are left out. */
export const MeasureFiguresReply = Type.Object({
  basis: Basis,
  figures: Type.Array(
    Type.Object({
      measure: Type.String(),
      /** '' or the part the measure is told by: hv, lv; customer-returns, failed-inspections. */
      part: Type.String(),
      /** share: hits ÷ n; mean: hits per case of n; count: hits. */
      kind: Type.Union([Type.Literal('share'), Type.Literal('mean'), Type.Literal('count')]),
      hits: Type.Integer(),
      n: Nullable(Type.Integer()),
      target: Target,
    }),
  ),
});
export type MeasureFiguresReply = Static<typeof MeasureFiguresReply>;
