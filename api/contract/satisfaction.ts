import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';
import { RuleStart } from './rule-start.ts';

/** GET /api/v1/satisfaction: callbacks of the period (by callback date), domain §4. */
export const SatisfactionReply = Type.Object({
  basis: Basis,
  /** Fewest opinions a rate is compared by. */
  minimum: Type.Integer(),
  due: Type.Integer(),
  made: Type.Integer(),
  answered: Type.Integer(),
  noOpinion: Type.Integer(),
  /** Asked whether the recorded times are right, and those who remember others; a lead to check. */
  timesAsked: Type.Integer(),
  timeDeviates: Type.Integer(),
  /** Asked whether a firm was designated, and those who say so; a lead to check. */
  firmsAsked: Type.Integer(),
  designated: Type.Integer(),
  /** Counts by grade, GRADES without no-opinion. */
  grades: Type.Array(Type.Object({ grade: Type.String(), n: Type.Integer() })),
  /** (very satisfied + satisfied) ÷ (answered − no opinion), 0–1. */
  rate: Nullable(Type.Number()),
  score: Nullable(Type.Number()),
  previousPeriod: Nullable(Type.Object({ rate: Nullable(Type.Number()), n: Type.Integer() })),
  previousYear: Nullable(Type.Object({ rate: Nullable(Type.Number()), n: Type.Integer() })),
  byUnit: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      made: Type.Integer(),
      answered: Type.Integer(),
      noOpinion: Type.Integer(),
      satisfied: Type.Integer(),
      rate: Nullable(Type.Number()),
      /** Wilson 95 %; null without an opinion. */
      low: Nullable(Type.Number()),
      high: Nullable(Type.Number()),
      /** Classes weighted by their callbacks instead of by their answers: what uneven response moved. */
      corrected: Nullable(Type.Number()),
      /** Against the whole, beyond 99.8 % and at a false-discovery rate of 5 %; `small` under the minimum. */
      standing: Type.Enum(['below', 'above', 'same', 'small']),
    }),
  ),
  months: Type.Array(
    Type.Object({ month: Type.String(), partial: Type.Boolean(), n: Type.Integer(), satisfied: Type.Integer() }),
  ),
  /** Starts of rules that fall into the months, as on every time chart. */
  markers: Type.Array(RuleStart),
});
export type SatisfactionReply = Static<typeof SatisfactionReply>;
