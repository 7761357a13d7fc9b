import Type, { type Static } from 'typebox';

/** A day on which a rule of a set begins; it stands on every time chart. `ownSet`: of the set whose figures are shown. */
export const RuleStart = Type.Object({
  date: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  ownSet: Type.Boolean(),
});
export type RuleStart = Static<typeof RuleStart>;
