import Type, { type Static } from 'typebox';
import { Basis, filterFields, Nullable } from './filter.ts';

const Month = Type.String({ pattern: '^\\d{4}-\\d{2}$' });
const Code = Type.String({ minLength: 1, maxLength: 200 });

/** POST /api/v1/trials: judge a scope of cases anew under something else; nothing is written. */
export const NewTrial = Type.Object(
  {
    source: Code,
    unit: Type.Optional(Code),
    class: Type.Optional(Code),
    /** Ended cases only of these months, beside the open stock; absent: every ended one. */
    ended: Type.Optional(Type.Object({ from: Month, to: Month }, { additionalProperties: false })),
    rules: Type.Optional(Code),
    variation: Type.Union([
      Type.Object({ kind: Type.Literal('rules') }, { additionalProperties: false }),
      Type.Object(
        {
          kind: Type.Literal('no-pause'),
          reasons: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 50 }),
        },
        { additionalProperties: false },
      ),
      Type.Object({ kind: Type.Literal('drop'), stage: Code }, { additionalProperties: false }),
      Type.Object(
        { kind: Type.Literal('parallel'), stages: Type.Array(Code, { minItems: 2, maxItems: 2 }) },
        { additionalProperties: false },
      ),
    ]),
    other: Type.Optional(Code),
    draft: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    from: Type.Optional(Nullable(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }))),
  },
  { additionalProperties: false },
);
export type NewTrial = Static<typeof NewTrial>;

export const NewTrialReply = Type.Object({ trial: Type.String() });
export type NewTrialReply = Static<typeof NewTrialReply>;

export const TrialsQuery = Type.Object(
  { ...filterFields, trial: Type.Optional(Type.String({ maxLength: 40 })) },
  { additionalProperties: false },
);

const Tally = Type.Object({
  cases: Type.Integer(),
  clocks: Type.Integer(),
  /** Cases with a clock past its deadline: as judged, and as tried. */
  lateBefore: Type.Integer(),
  lateAfter: Type.Integer(),
  casesChanged: Type.Integer(),
});

/** GET /api/v1/trials?trial=: how far it is, then what would be. Static: nobody is supposed to work differently. */
export const TrialsReply = Type.Object({
  basis: Basis,
  state: Type.Enum(['unknown', 'waiting', 'running', 'done', 'failed']),
  cases: Type.Integer(),
  total: Type.Integer(),
  error: Type.String(),
  /** Reasons of suspensions in the scope, and stages: what can be tried. */
  reasons: Type.Array(Type.String()),
  stages: Type.Array(Type.Object({ stage: Type.String(), name: Type.String() })),
  sets: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })),
  result: Nullable(
    Type.Object({
      rules: Type.String(),
      other: Type.String(),
      history: Tally,
      open: Tally,
      flips: Type.Array(
        Type.Object({ before: Type.String(), after: Type.String(), open: Type.Boolean(), clocks: Type.Integer() }),
      ),
      units: Type.Array(
        Type.Object({
          unit: Type.String(),
          unitName: Type.String(),
          cases: Type.Integer(),
          toLate: Type.Integer(),
          toMet: Type.Integer(),
          other: Type.Integer(),
        }),
      ),
      flipped: Type.Array(
        Type.Object({
          case: Type.String(),
          unit: Type.String(),
          stage: Type.String(),
          before: Type.String(),
          after: Type.String(),
          open: Type.Boolean(),
        }),
      ),
      flippedTotal: Type.Integer(),
      /** An upper bound of the effect: steps left out or side by side. */
      bound: Type.Boolean(),
      seconds: Type.Number(),
    }),
  ),
});
export type TrialsReply = Static<typeof TrialsReply>;
export type TrialResult = NonNullable<TrialsReply['result']>;
