import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const By = {
  by: Type.String({ minLength: 1, maxLength: 80 }),
  why: Type.String({ minLength: 1, maxLength: 500 }),
};
const strict = { additionalProperties: false };

/** POST /api/v1/rule-drafts: a whole set, or one limit of a set in force changed. */
export const NewRuleDraft = Type.Object(
  {
    ...By,
    /** As in jobs/clock/rules; a new code makes a new set. */
    doc: Type.Optional(Type.Object({}, { additionalProperties: true })),
    set: Type.Optional(Type.String({ maxLength: 80 })),
    /** The limit in question as the timeline gives it: its clock, source, from, and classes. */
    rule: Type.Optional(Type.Integer({ minimum: 0, description: '规则集中的第几条，从 0 起' })),
    changes: Type.Optional(
      Type.Object(
        {
          value: Type.Optional(Nullable(Type.Number({ exclusiveMinimum: 0, maximum: 32_767 }))),
          unit: Type.Optional(Type.Enum(['working-day', 'calendar-day', 'month', 'working-hour'])),
          convention: Type.Optional(Type.Enum(['EXCLUDE_START', 'INCLUDE_START'])),
          confirmed: Type.Optional(Type.Boolean()),
          source: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type NewRuleDraft = Static<typeof NewRuleDraft>;

/** POST /api/v1/rule-drafts/in-force: from a day on; null corrects the past. */
export const DraftInForce = Type.Object(
  { draft: Type.Integer(), from: Nullable(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })), ...By },
  strict,
);
export type DraftInForce = Static<typeof DraftInForce>;

/** POST /api/v1/rule-drafts/drop. */
export const DraftDropped = Type.Object({ draft: Type.Integer(), ...By }, strict);
export type DraftDropped = Static<typeof DraftDropped>;

const Change = Type.Object({
  kind: Type.Enum(['added', 'removed', 'changed']),
  clock: Type.String(),
  source: Type.String(),
  classes: Nullable(Type.Array(Type.String())),
  /** Names of what differs, the value before and after as text. */
  fields: Type.Array(Type.Object({ field: Type.String(), before: Type.String(), after: Type.String() })),
});

/** GET /api/v1/rule-drafts: drafts with what they change, and the audit. */
export const RuleDraftsReply = Type.Object({
  basis: Basis,
  today: Type.String(),
  drafts: Type.Array(
    Type.Object({
      draft: Type.Integer(),
      set: Type.String(),
      name: Type.String(),
      nameEn: Type.String(),
      state: Type.Enum(['draft', 'in-force', 'dropped']),
      effectiveFrom: Nullable(Type.String()),
      corrects: Type.Boolean(),
      changes: Type.Array(Change),
      /** Why it cannot be put in force: a tie, a day that does not exist. '' where it can. */
      fault: Type.String(),
      audit: Type.Array(
        Type.Object({ action: Type.String(), at: Type.String(), by: Type.String(), why: Type.String() }),
      ),
    }),
  ),
});
export type RuleDraftsReply = Static<typeof RuleDraftsReply>;
export type RuleDraft = RuleDraftsReply['drafts'][number];
