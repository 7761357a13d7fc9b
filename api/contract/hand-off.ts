import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const Spread = Type.Object({
  n: Type.Integer(),
  median: Nullable(Type.Integer()),
  p90: Nullable(Type.Integer()),
  mean: Nullable(Type.Number()),
});

/** GET /api/v1/hand-off: hand-overs between departments; times are working days. */
export const HandOffReply = Type.Object({
  basis: Basis,
  pending: Type.Boolean(),
  /** Most frequent first; `from` '' where the customer or nobody handed over. */
  pairs: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      n: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      /** Hand-overs to an earlier stage, and those that give a case back to where it came from (A→B→A); of no one stage. */
      back: Nullable(Type.Integer()),
      pingPong: Nullable(Type.Integer()),
    }),
  ),
  departments: Type.Array(Type.Object({ department: Type.String(), wait: Spread, work: Spread })),
});
export type HandOffReply = Static<typeof HandOffReply>;
