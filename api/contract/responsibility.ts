import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/responsibility: whose the working days of the archived cases were. Days are sums over the cases. */
export const ResponsibilityReply = Type.Object({
  basis: Basis,
  pending: Type.Boolean(),
  cases: Type.Integer(),
  owners: Type.Array(Type.Object({ owner: Type.String(), days: Type.Integer() })),
  /**
   * Longest first; '' is work of no department. Together they are the utility's days. `waiting` is null where no step
   * says when it was accepted.
   */
  departments: Type.Array(
    Type.Object({ department: Type.String(), waiting: Nullable(Type.Integer()), working: Type.Integer() }),
  ),
});
export type ResponsibilityReply = Static<typeof ResponsibilityReply>;
