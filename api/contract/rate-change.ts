import Type, { type Static } from 'typebox';
import { GROUPS } from './branches.ts';
import { Basis, filterFields, Nullable } from './filter.ts';

/** The year before unless asked for the period before. */
export const rateChangeFields = {
  ...filterFields,
  group: Type.Optional(Type.Enum(GROUPS)),
  against: Type.Optional(Type.Enum(['previous', 'year'], { description: '对比上一期或上年同期；默认上年同期' })),
};

const Counts = Type.Object({ n: Type.Integer(), met: Type.Integer() });
/**
 * A list of cases behind a detail in the period after, of its stage with most of them; `n` is its length. `class`: of this
 * one alone, where the stage does not decide over all of the kind.
 */
const Behind = Type.Object({
  list: Type.Enum(['overdue', 'exempted', 'suspended']),
  stage: Type.String(),
  class: Nullable(Type.String()),
  n: Type.Integer(),
});
const Period = Type.Object({ from: Type.String(), to: Type.String(), ...Counts.properties });

/**
 * GET /api/v1/rate-change: 构成 of the change of the rate of decided clocks between two periods (HV its assessed stages, LV
 * the whole process, a class without a limit on that the sum of utility time; whole months). Effects are shares and add up to the change without remainder. The exemption part is
 * zero where rates are told before exemptions (`exempted` absent).
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
  /** Late clocks an approved exemption takes out, and what the part would be were the rates told 剔除后. */
  exemption: Type.Object({ before: Type.Integer(), after: Type.Integer(), effect: Type.Number() }),
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
          behind: Behind,
        }),
      ),
    }),
  ),
});
export type RateChangeReply = Static<typeof RateChangeReply>;
