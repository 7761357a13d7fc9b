import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/stage-classes?stage=: one stage by customer class; `limit` where the class has one limit. */
export const StageClassesReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  rows: Type.Array(
    Type.Object({
      class: Type.String(),
      limit: Nullable(Type.Number()),
      n: Type.Integer(),
      decided: Type.Integer(),
      late: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      openOverdue: Type.Integer(),
    }),
  ),
});
export type StageClassesReply = Static<typeof StageClassesReply>;
