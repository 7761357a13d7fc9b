import Type, { type Static } from 'typebox';
import { Basis, filterFields, Nullable } from './filter.ts';

export const VariantsQuery = Type.Object(
  { ...filterFields, top: Type.Integer({ minimum: 1, maximum: 200, default: 12 }) },
  { additionalProperties: false },
);

const Repeated = Type.Object({ cases: Type.Integer(), times: Type.Integer() });

/** GET /api/v1/variants: the paths of the period's archived cases and what repeats in them; times are working days. */
export const VariantsReply = Type.Object({
  basis: Basis,
  pending: Type.Boolean(),
  cases: Type.Integer(),
  /** Different paths; the most frequent follow. */
  count: Type.Integer(),
  top: Type.Array(
    Type.Object({
      path: Type.Integer(),
      n: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      stages: Type.Array(Type.Object({ stage: Type.String(), name: Type.String() })),
    }),
  ),
  /** Cases with any, and times altogether: returns to an earlier stage, repeated activities, customer round trips. */
  repeated: Type.Object({ returns: Repeated, rework: Repeated, trips: Repeated, paused: Repeated }),
});
export type VariantsReply = Static<typeof VariantsReply>;
