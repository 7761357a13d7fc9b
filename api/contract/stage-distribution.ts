import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/stage-distribution?stage=: used days of one stage's stopped clocks, and its open clocks by days left. */
export const StageDistributionReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  stageName: Type.String(),
  limit: Nullable(Type.Number()),
  limits: Type.Array(Type.Object({ class: Type.String(), value: Type.Number(), unit: Type.String() })),
  /** One bar per used day; the last gathers every longer one where tail is true. */
  histogram: Type.Array(Type.Object({ days: Type.Integer(), n: Type.Integer(), late: Type.Integer() })),
  tail: Type.Boolean(),
  n: Type.Integer(),
  decided: Type.Integer(),
  late: Type.Integer(),
  undecidable: Type.Integer(),
  median: Nullable(Type.Integer()),
  p90: Nullable(Type.Integer()),
  mean: Nullable(Type.Number()),
  open: Type.Integer(),
  openOverdue: Type.Integer(),
});
export type StageDistributionReply = Static<typeof StageDistributionReply>;
