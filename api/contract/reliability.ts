import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** Share of all peers together, and the upper end of the range 99.8 % of such units lie in. */
const Share = Type.Object({
  hits: Type.Integer(),
  share: Nullable(Type.Number()),
  peers: Type.Number(),
  high: Type.Number(),
  beyond: Type.Boolean(),
});

/** GET /api/v1/reliability: signs in the records worth a check, by lowest unit, beside the range of its peers. */
export const ReliabilityReply = Type.Object({
  basis: Basis,
  pending: Type.Boolean(),
  /** The signs, in the order of every list of them. */
  signs: Type.Array(Type.String()),
  months: Type.Array(Type.String()),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      /** Archived cases of the period. */
      n: Type.Integer(),
      /** At least two signs lie beyond 99.8 % of its peers, with enough cases. */
      check: Type.Boolean(),
      signs: Type.Array(Share),
      /** Suspended cases: no sign in a record, and no part of `check`. */
      paused: Share,
      /** By month of the period. */
      months: Type.Array(Type.Object({ n: Type.Integer(), signs: Type.Array(Type.Integer()), paused: Type.Integer() })),
    }),
  ),
});
export type ReliabilityReply = Static<typeof ReliabilityReply>;
