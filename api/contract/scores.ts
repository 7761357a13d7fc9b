import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const Share = Type.Number();
const Words = Type.Object({ zh: Type.String(), en: Type.String() });

/** GET /api/v1/scores: what the targets with points of a unit and of those right below it give together. */
export const ScoresReply = Type.Object({
  basis: Basis,
  /** What makes a score of a figure and its target; null until a customer gives it, and then nobody has a score. */
  formula: Nullable(Type.Object({ target: Share, challenge: Share, short: Share, least: Share })),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      /** Of the targets that have a figure; null where none has. */
      score: Nullable(Type.Number()),
      /** Points of those targets, and how many they are. */
      points: Type.Number(),
      n: Type.Integer(),
      /** Targets without a figure, in neither, and their points. */
      without: Type.Array(
        Type.Object({ measure: Type.String(), name: Words, part: Type.String(), points: Type.Number() }),
      ),
    }),
  ),
});
export type ScoresReply = Static<typeof ScoresReply>;
