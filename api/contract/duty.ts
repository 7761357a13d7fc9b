import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/duty: everything the duty wall shows, in one answer with one age. */
export const DutyReply = Type.Object({
  basis: Basis,
  today: Type.String(),
  stale: Type.Boolean(),
  total: Type.Integer(),
  overdue: Type.Integer(),
  atRisk: Type.Integer(),
  running: Type.Integer(),
  paused: Type.Integer(),
  undecidable: Type.Integer(),
  previousMonth: Nullable(Type.Object({ total: Type.Integer(), overdue: Type.Integer() })),
  groups: Type.Array(
    Type.Object({
      group: Type.String({ enum: ['overdue', 'today', 'tomorrow', 'unverified'] }),
      count: Type.Integer(),
      rows: Type.Array(
        Type.Object({
          caseKey: Type.String(),
          class: Type.String(),
          business: Type.String(),
          stage: Type.String(),
          stageName: Type.String(),
          limit: Nullable(Type.Number()),
          unitName: Type.String(),
          department: Nullable(Type.String()),
          /** Working days over; null unless overdue. */
          over: Nullable(Type.Integer()),
          waiting: Type.Boolean(),
          /** A deadline of it lies beyond the announced calendar 暂定. */
          provisional: Type.Boolean(),
        }),
      ),
    }),
  ),
  stages: Type.Array(
    Type.Object({
      stage: Type.String(),
      name: Type.String(),
      limits: Type.Array(Type.Object({ class: Type.String(), value: Type.Number(), unit: Type.String() })),
      open: Type.Integer(),
      overdue: Type.Integer(),
    }),
  ),
});
export type DutyReply = Static<typeof DutyReply>;
