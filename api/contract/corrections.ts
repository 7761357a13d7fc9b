import Type, { type Static } from 'typebox';

/** POST /api/v1/corrections: withdraw a file with everything it caused, or try refused rows again. */
export const CorrectionAsked = Type.Object(
  {
    kind: Type.Enum(['withdraw', 'replay']),
    source: Type.String({ minLength: 1, maxLength: 200 }),
    /** SHA-256; needed to withdraw. */
    file: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** Only rows refused for this reason. */
    reason: Type.Optional(Type.String({ maxLength: 60 })),
    /** Only the row of this line (of this sheet) of the file. */
    line: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    sheet: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type CorrectionAsked = Static<typeof CorrectionAsked>;

export const CorrectionReply = Type.Object({ correction: Type.String() });
export type CorrectionReply = Static<typeof CorrectionReply>;

export const CorrectionsQuery = Type.Object({ correction: Type.String() }, { additionalProperties: false });

/** GET /api/v1/corrections: where one stands. */
export const CorrectionsReply = Type.Object({
  state: Type.Enum(['waiting', 'done', 'failed']),
  /** Cases a withdrawn file had a part in. */
  cases: Type.Integer(),
  /** Rows that could be read now, and those still refused. */
  taken: Type.Integer(),
  refused: Type.Integer(),
});
export type CorrectionsReply = Static<typeof CorrectionsReply>;
