import Type, { type Static } from 'typebox';
import { branchesFields, GROUPS } from './branches.ts';
import { Basis, Nullable } from './filter.ts';

/** The year before unless asked for the period before. */
export const rateChangeFields = {
  ...branchesFields,
  against: Type.Optional(Type.Enum(['previous', 'year'], { description: '对比上一期或上年同期；默认上年同期' })),
};

const Counts = Type.Object({ n: Type.Integer(), met: Type.Integer() });
const Period = Type.Object({ from: Type.String(), to: Type.String(), ...Counts.properties });

/**
 * GET /api/v1/rate-change: 构成 of the change of the rate of decided clocks between two periods (HV its assessed stages,
 * LV the whole process; whole months). Effects are shares and add up to the change without remainder.
 */
export const RateChangeReply = Type.Object({
  basis: Basis,
  kind: Type.Enum(GROUPS),
  kinds: Type.Array(Type.Enum(GROUPS)),
  against: Type.Enum(['previous', 'year']),
  before: Period,
  after: Period,
  /** Rate after − rate before; null where the log does not reach back or a side has no clock. */
  change: Nullable(Type.Number()),
  parts: Type.Array(
    Type.Object({
      part: Type.Enum(['mix', 'stage', 'unit', 'rules', 'suspension', 'exemption', 'interaction']),
      effect: Type.Number(),
      /** What it is made of, the largest effect first. */
      details: Type.Array(
        Type.Object({
          of: Type.Enum(['group', 'stage', 'unit']),
          code: Type.String(),
          name: Type.String(),
          class: Type.String(),
          business: Type.String(),
          effect: Type.Number(),
          before: Counts,
          after: Counts,
          /** The stage with most overdue clocks after, and how many: the cases behind. */
          stage: Type.String(),
          late: Type.Integer(),
        }),
      ),
    }),
  ),
});
export type RateChangeReply = Static<typeof RateChangeReply>;
