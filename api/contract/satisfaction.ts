import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/satisfaction: callbacks of the period (by callback date), domain §4. */
export const SatisfactionReply = Type.Object({
  basis: Basis,
  due: Type.Integer(),
  made: Type.Integer(),
  answered: Type.Integer(),
  noOpinion: Type.Integer(),
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
    }),
  ),
  months: Type.Array(
    Type.Object({ month: Type.String(), partial: Type.Boolean(), n: Type.Integer(), satisfied: Type.Integer() }),
  ),
});
export type SatisfactionReply = Static<typeof SatisfactionReply>;
