import Type, { type Static } from 'typebox';
import { Basis } from './filter.ts';

/**
 * GET /api/v1/firms: cases accepted in the period by the firms that design, build and deliver for the customer. Counts in
 * the order of the names: no ranking, no share, no judgement.
 */
export const FirmsReply = Type.Object({
  basis: Basis,
  /** Cases accepted in the period, and those of them that name a firm. */
  cases: Type.Integer(),
  named: Type.Integer(),
  firms: Type.Array(
    Type.Object({
      /** Normalised name; branches count for the firm they belong to. */
      firm: Type.String(),
      branches: Type.Integer(),
      /** Distinct cases, in any role and in each. */
      cases: Type.Integer(),
      designer: Type.Integer(),
      builder: Type.Integer(),
      supplier: Type.Integer(),
    }),
  ),
});
export type FirmsReply = Static<typeof FirmsReply>;
