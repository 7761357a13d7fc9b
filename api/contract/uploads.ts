import Type, { type Static } from 'typebox';
import { Nullable } from './filter.ts';

export const UploadsQuery = Type.Object(
  { upload: Type.String({ pattern: '^[0-9a-f]{32}$' }) },
  { additionalProperties: false },
);

/** POST /api/v1/uploads: the file is on disk and will be looked at. */
export const UploadedReply = Type.Object({ upload: Type.String() });
export type UploadedReply = Static<typeof UploadedReply>;

const Accounts = Type.Object({
  in: Type.Integer(),
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  quarantined: Type.Integer(),
  blank: Type.Integer(),
  total: Type.Integer(),
});

/** GET /api/v1/uploads: where a dropped file stands. */
export const UploadsReply = Type.Object({
  upload: Type.String(),
  name: Type.String(),
  bytes: Type.Integer(),
  /** How often its import was asked for. */
  tries: Type.Integer(),
  /** `tried`: tried out, to be confirmed. */
  state: Type.Enum(['looking', 'looked', 'importing', 'tried', 'imported', 'failed']),
  looked: Nullable(
    Type.Object({
      format: Type.String(),
      encoding: Type.String(),
      /** Lines above the header. */
      titleRows: Type.Integer(),
      shape: Type.String(),
      columns: Type.Array(
        Type.Object({
          name: Type.String(),
          use: Type.String(),
          samples: Type.Array(Type.String()),
          stamp: Type.Boolean(),
          pattern: Nullable(Type.String()),
          /** Ways to read its dates, one of which somebody has to choose. */
          orders: Type.Optional(Type.Array(Type.String())),
        }),
      ),
      /** Columns with blank cells under filled ones, with how many of the first rows; never filled unasked. */
      fillable: Type.Array(Type.Object({ column: Type.String(), n: Type.Integer() })),
      /** What columns were taken for by their values, in words. */
      guesses: Type.Array(Type.Object({ zh: Type.String(), en: Type.String() })),
      trouble: Nullable(
        Type.Object({
          code: Type.String(),
          zh: Type.String(),
          en: Type.String(),
        }),
      ),
    }),
  ),
  source: Nullable(Type.String()),
  progress: Nullable(Type.Object({ rows: Type.Integer(), percent: Nullable(Type.Number()) })),
  imported: Nullable(
    Type.Object({
      source: Type.String(),
      sha256: Type.String(),
      status: Type.String(),
      rows: Accounts,
      reasons: Type.Record(Type.String(), Type.Integer()),
      message: Type.String(),
      seconds: Type.Number(),
      /** Questions the source can now answer, and those it cannot for want of a column. */
      can: Type.Array(Type.String()),
      cannot: Type.Array(Type.Object({ question: Type.String(), missing: Type.Array(Type.String()) })),
      /** Nothing was changed: this is what an import would do. */
      tried: Type.Boolean(),
      /** The first rows that were or would be refused. */
      refused: Type.Array(
        Type.Object({ line: Type.Integer(), column: Type.String(), value: Type.String(), reason: Type.String() }),
      ),
    }),
  ),
  /** How the last try was asked for. */
  asked: Nullable(
    Type.Object({
      shape: Type.String(),
      uses: Type.Array(Type.String()),
      fill: Type.Array(Type.String()),
      orders: Type.Array(Type.String()),
      tryOut: Type.Boolean(),
    }),
  ),
});
export type UploadsReply = Static<typeof UploadsReply>;

/** POST /api/v1/uploads/import: somebody confirmed what each column is used for. */
export const ConfirmedUpload = Type.Object(
  {
    upload: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    /** A label, never a path. */
    source: Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }),
    shape: Type.Enum(['event', 'step', 'case', 'suspension', 'callback', 'return', 'complaint', 'customer', 'unit']),
    /** By the column's position. */
    uses: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20_000 }),
    /** How a column's dates are read, where more than one way fits; by the column's position. */
    orders: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20_000 })),
    /** Columns whose blank cells repeat the one above (cells merged over rows). */
    fill: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 100 })),
    /** The file is not cut off, whatever its number of rows. */
    whole: Type.Optional(Type.Boolean()),
    /** Say what would change and change nothing. */
    tryOut: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ConfirmedUpload = Static<typeof ConfirmedUpload>;
