import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/stage-open?stage=: running clocks of one stage by working days left. */
export const StageOpenReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  total: Type.Integer(),
  overdue: Type.Integer(),
  /**
   * Working days from the data day to the day the deadline ends, negative past it. The first and the last bar gather
   * what lies beyond; `from` and `to` are the deadlines' first and last day, null at an open end.
   */
  bars: Type.Array(
    Type.Object({
      left: Type.Integer(),
      open: Type.Union([Type.Literal('before'), Type.Literal('after'), Type.Literal('no')]),
      from: Nullable(Type.String()),
      to: Nullable(Type.String()),
      n: Type.Integer(),
      overdue: Type.Integer(),
      paused: Type.Integer(),
    }),
  ),
  /** Clocks without a deadline: no limit, or undecidable. */
  without: Type.Integer(),
});
export type StageOpenReply = Static<typeof StageOpenReply>;
