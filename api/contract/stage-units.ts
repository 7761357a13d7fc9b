import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/stage-units?stage=: one stage by the units one level below the chosen one. */
export const StageUnitsReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  rows: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      n: Type.Integer(),
      decided: Type.Integer(),
      late: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      openOverdue: Type.Integer(),
    }),
  ),
});
export type StageUnitsReply = Static<typeof StageUnitsReply>;
