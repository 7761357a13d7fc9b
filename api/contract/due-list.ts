import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/**
 * GET /api/v1/due-list 今日必办: open cases due today, due tomorrow (by their earliest deadline) and overdue, by unit and department.
 * A row's cases: population=open, due or status=overdue, unit, own=true, department (`(blank)` where it is empty).
 */
export const DueListReply = Type.Object({
  basis: Basis,
  today: Type.String(),
  rows: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      department: Type.String(),
      dueToday: Type.Integer(),
      dueTomorrow: Type.Integer(),
      overdue: Type.Integer(),
      longestOver: Nullable(Type.Integer()),
    }),
  ),
  total: Type.Object({
    dueToday: Type.Integer(),
    dueTomorrow: Type.Integer(),
    overdue: Type.Integer(),
    longestOver: Nullable(Type.Integer()),
  }),
  /** Deadline between the data time and today: counted in their status, never as overdue. */
  dueUnverified: Type.Integer(),
});
export type DueListReply = Static<typeof DueListReply>;
