import Type, { type Static } from 'typebox';
import { Nullable } from './filter.ts';

/** A unit's own target 目标值 of the last month of the period; gap: positive is better than it. No score is made of it. */
export const Target = Nullable(
  Type.Object({
    direction: Type.Enum(['higher', 'lower']),
    value: Type.Number(),
    /** 挑战值 */
    challenge: Nullable(Type.Number()),
    from: Type.String(),
    gap: Nullable(Type.Number()),
  }),
);
export type Target = Static<typeof Target>;
