import Type, { type Static } from 'typebox';
import { Basis } from './filter.ts';
import { RuleStart } from './rule-start.ts';

const Share = Type.Object({ n: Type.Integer(), met: Type.Integer() });

/** GET /api/v1/trend: 24 months up to the period's end: rates of HV and LV, open overdue at each month's end. */
export const TrendReply = Type.Object({
  basis: Basis,
  months: Type.Array(
    Type.Object({
      month: Type.String(),
      partial: Type.Boolean(),
      hv: Share,
      lv: Share,
      other: Share,
      openOverdue: Type.Integer(),
    }),
  ),
  /** Starts of rules of any shipped set that fall into the months. */
  markers: Type.Array(RuleStart),
});
export type TrendReply = Static<typeof TrendReply>;
