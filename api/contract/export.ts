import Type from 'typebox';

/** GET /api/v1/export: everything that came into a source as files that can be imported again, in one ZIP archive. */
export const ExportQuery = Type.Object(
  { source: Type.String({ maxLength: 500 }), format: Type.Enum(['csv', 'xes']) },
  { additionalProperties: false },
);
