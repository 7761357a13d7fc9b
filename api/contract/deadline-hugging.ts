import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/**
 * GET /api/v1/deadline-hugging?stage= 临限办结集中: by class, of the chosen unit (`whole`) and of those one level below, whether
 * more clocks stop on the last day of the limit than on the days beside it. Where nothing can be said, `test` is null.
 */
export const DeadlineHuggingReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  rows: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      whole: Type.Boolean(),
      class: Type.String(),
      limit: Nullable(Type.Integer()),
      n: Type.Integer(),
      test: Nullable(
        Type.Object({
          /** Clocks that reached the last day of the limit, and those stopped on it in time. */
          open: Type.Integer(),
          stopped: Type.Integer(),
          share: Type.Number(),
          before: Nullable(Type.Number()),
          after: Nullable(Type.Number()),
          excess: Type.Integer(),
          z: Type.Number(),
          found: Type.Boolean(),
        }),
      ),
    }),
  ),
});
export type DeadlineHuggingReply = Static<typeof DeadlineHuggingReply>;
