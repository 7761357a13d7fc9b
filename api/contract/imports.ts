import Type, { type Static } from 'typebox';
import { Nullable } from './filter.ts';

export const ImportsQuery = Type.Object(
  {
    source: Type.Optional(Type.String()),
    /** SHA-256 of one file. */
    file: Type.Optional(Type.String()),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);

const Rows = Type.Object({
  in: Type.Integer(),
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  quarantined: Type.Integer(),
  blank: Type.Integer(),
  total: Type.Integer(),
});

/** GET /api/v1/imports: every file that came in, newest first, and what was refused of it by reason. */
export const ImportsReply = Type.Object({
  total: Type.Integer(),
  rows: Rows,
  reasons: Type.Record(Type.String(), Type.Integer()),
  files: Type.Array(
    Type.Object({
      source: Type.String(),
      name: Type.String(),
      sha256: Type.String(),
      format: Type.String(),
      encoding: Type.String(),
      shape: Type.String(),
      status: Type.String(),
      rows: Rows,
      reasons: Type.Record(Type.String(), Type.Integer()),
      dataTime: Nullable(Type.String()),
      finishedAt: Type.String(),
      seconds: Type.Number(),
      message: Type.String(),
      /** What is wrong with the file, else what should be known of it, in both languages. */
      said: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
    }),
  ),
});
export type ImportsReply = Static<typeof ImportsReply>;

export const QuarantineQuery = Type.Object(
  {
    source: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    /** SHA-256 of the file. */
    file: Type.Optional(Type.String()),
    /** Part of the value, of the row as it stood, or of the column's, the sheet's or the file's name. */
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);
/** GET /api/v1/quarantine: refused rows with file, sheet, line, column and value. */
export const QuarantineReply = Type.Object({
  total: Type.Integer(),
  /** Rows by reason, with one value of each. */
  reasons: Type.Array(
    Type.Object({ reason: Type.String(), n: Type.Integer(), column: Type.String(), example: Type.String() }),
  ),
  rows: Type.Array(
    Type.Object({
      source: Type.String(),
      file: Type.String(),
      sha256: Type.String(),
      /** Of a workbook; '' for other files. */
      sheet: Type.String(),
      line: Type.Integer(),
      column: Type.String(),
      value: Type.String(),
      reason: Type.String(),
      /** The row as it stood; '' where it may hold personal data. */
      raw: Type.String(),
      masked: Type.Boolean(),
    }),
  ),
});
export type QuarantineReply = Static<typeof QuarantineReply>;
