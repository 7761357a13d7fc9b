import Type, { type Static } from 'typebox';
import { Nullable } from './filter.ts';

/** A unit's own target 目标值 of the last month of the period; gap: positive is better than it. */
export const Target = Nullable(
  Type.Object({
    direction: Type.Enum(['higher', 'lower']),
    value: Type.Number(),
    /** 挑战值 */
    challenge: Nullable(Type.Number()),
    from: Type.String(),
    gap: Nullable(Type.Number()),
    /** 分值 of the target, and what of it the customer's own formula gives; null without a formula. */
    points: Nullable(Type.Number()),
    score: Nullable(Type.Number()),
  }),
);
export type Target = Static<typeof Target>;
