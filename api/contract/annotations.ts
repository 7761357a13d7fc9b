import Type, { type Static } from 'typebox';
import { filterFields } from './filter.ts';

const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });

/** GET /api/v1/annotations?source=&unit= */
export const AnnotationsQuery = Type.Object(
  { source: filterFields.source, unit: filterFields.unit },
  { additionalProperties: false },
);

/** Notes people put on the months of a unit, oldest month first (批注). */
export const AnnotationsReply = Type.Object({
  source: Type.String(),
  notes: Type.Array(
    Type.Object({
      id: Type.Integer(),
      month: Type.String(),
      words: Type.String(),
      author: Type.String(),
      madeAt: Type.String(),
    }),
  ),
});
export type AnnotationsReply = Static<typeof AnnotationsReply>;

/** POST /api/v1/annotations */
export const NewAnnotation = Type.Object(
  {
    source: Type.String({ minLength: 1, maxLength: 200 }),
    unit: filterFields.unit,
    month: Month,
    words: Type.String({ minLength: 1, maxLength: 500 }),
    author: Type.String({ minLength: 1, maxLength: 80 }),
  },
  { additionalProperties: false },
);
export type NewAnnotation = Static<typeof NewAnnotation>;

/** POST /api/v1/annotations/take-back */
export const TakenBack = Type.Object(
  { source: Type.String({ minLength: 1, maxLength: 200 }), id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) },
  { additionalProperties: false },
);
export type TakenBack = Static<typeof TakenBack>;
