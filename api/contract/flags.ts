import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const Side = Type.Object({
  cases: Type.Integer(),
  /** Working days of the whole process. */
  mean: Nullable(Type.Number()),
  median: Nullable(Type.Integer()),
  p90: Nullable(Type.Integer()),
  decided: Type.Integer(),
  late: Type.Integer(),
});

/** GET /api/v1/flags: cases archived in the period, each flag of the rules against the cases known to be without it. */
export const FlagsReply = Type.Object({
  basis: Basis,
  flags: Type.Array(
    Type.Object({
      /** three-zero, green-channel, important, external-line. */
      flag: Type.String(),
      flagged: Side,
      unflagged: Side,
    }),
  ),
});
export type FlagsReply = Static<typeof FlagsReply>;
