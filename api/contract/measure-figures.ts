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
      /** '' or the part the measure is told by: hv, lv; median, p90; 10kv, 400v; days as `71~119`. */
      part: Type.String(),
      /**
       * share: hits ÷ n; mean: hits per case of n; count: hits; working-days, days: a duration of n cases; points: mean points
       * of n callbacks; per-10k: hits per 10,000 of n.
       */
      kind: Type.Enum(['share', 'mean', 'count', 'working-days', 'days', 'points', 'per-10k']),
      /** The figure itself, a share as 0–1; null where there is nothing to tell it of. */
      value: Nullable(Type.Number()),
      /** What never stands alone has these beside it: median and P90 beside a mean. */
      beside: Type.Array(Type.Object({ of: Type.Enum(['median', 'p90', 'mean']), value: Type.Number() })),
      hits: Type.Integer(),
      n: Nullable(Type.Integer()),
      /** Cases the hits lie in, where a case may have several; the same of n. */
      cases: Type.Integer(),
      nCases: Nullable(Type.Integer()),
      /** What belongs here and is left out; null where nothing can be. */
      excluded: Nullable(Type.Integer()),
      /** Months of the period that were closed without freezing it: nothing of it is told as reported. */
      unkept: Type.Array(Type.String()),
      /** It follows the asked reading; the others are told by the data of today. */
      frozen: Type.Boolean(),
      /** What narrows the list of cases to one of so many; null where no list is. */
      lists: Type.Object({ hits: Nullable(List), n: Nullable(List), excluded: Nullable(List) }),
      target: Target,
    }),
  ),
});
export type MeasureFiguresReply = Static<typeof MeasureFiguresReply>;
