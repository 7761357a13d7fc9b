import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';
import { Target } from './target.ts';

const List = Type.Record(Type.String(), Type.String());

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
      /** Cases the hits lie in, where a case may have several. */
      cases: Type.Integer(),
      /** It follows the asked reading; the others are told by the data of today. */
      frozen: Type.Boolean(),
      /** What narrows the list of cases to one of so many; null where no list is. */
      lists: Type.Object({ hits: Nullable(List), n: Nullable(List) }),
      target: Target,
    }),
  ),
});
export type MeasureFiguresReply = Static<typeof MeasureFiguresReply>;
