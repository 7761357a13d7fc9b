import Type, { type Static } from 'typebox';
import { Basis } from './filter.ts';

const Spread = Type.Object({
  n: Type.Integer(),
  median: Type.Integer(),
  p90: Type.Integer(),
  mean: Type.Number(),
});

/** GET /api/v1/shifts: steps of a unit one level below that lastingly take longer than before and than elsewhere. */
export const ShiftsReply = Type.Object({
  basis: Basis,
  pending: Type.Boolean(),
  /** First and last month looked at. */
  months: Type.Array(Type.String()),
  /** Steps compared, and those of too few cases. */
  compared: Type.Integer(),
  few: Type.Integer(),
  /** The clearest first. Times are working days. */
  found: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      kind: Type.String(),
      stage: Type.String(),
      stageName: Type.String(),
      department: Type.String(),
      /** 待接收 or 办理中: what takes longer; `other` is the other of the two. */
      phase: Type.Union([Type.Literal('waiting'), Type.Literal('working')]),
      since: Type.String(),
      before: Spread,
      after: Spread,
      other: Type.Object({ before: Spread, after: Spread }),
    }),
  ),
});
export type ShiftsReply = Static<typeof ShiftsReply>;
