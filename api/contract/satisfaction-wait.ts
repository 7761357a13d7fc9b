import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const opinions = {
  /** Opinions given, 不评价 not among them, and the satisfied ones. */
  n: Type.Integer(),
  satisfied: Type.Integer(),
  /** Satisfied ÷ n, and its Wilson 95 %; null without an opinion. */
  rate: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
};

/**
 * GET /api/v1/satisfaction-wait 满意率与用时: opinions of the period's callbacks by what their cases went through. `waits`: working
 * days from acceptance to archive, both ends included; `unended` cases are in none. `stages`: an assessed stage within its
 * limit (`met`) or past it. `satisfiedAs`: the grades that count, as the list of cases names them.
 */
export const SatisfactionWaitReply = Type.Object({
  basis: Basis,
  /** Fewest opinions a rate is compared by. */
  minimum: Type.Integer(),
  satisfiedAs: Type.Enum(['positive', 'not-negative']),
  unended: Type.Integer(),
  waits: Type.Array(Type.Object({ daysFrom: Type.Integer(), daysTo: Nullable(Type.Integer()), ...opinions })),
  classes: Type.Array(Type.Object({ class: Type.String(), ...opinions })),
  stages: Type.Array(
    Type.Object({
      stage: Type.String(),
      stageName: Type.String(),
      verdict: Type.Enum(['met', 'overdue']),
      ...opinions,
    }),
  ),
});
export type SatisfactionWaitReply = Static<typeof SatisfactionWaitReply>;
