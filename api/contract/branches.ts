import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/branches: units one level below the chosen one, by 达标率 of archived cases; Wilson 95 % interval. */
export const BranchesReply = Type.Object({
  basis: Basis,
  /** The chosen unit's own figures, the reference line. */
  whole: Type.Object({ n: Type.Integer(), met: Type.Integer(), rate: Nullable(Type.Number()) }),
  rows: Type.Array(
    Type.Object({
      /** Exact rank by rate, equal rates share a place; null without decided cases. */
      rank: Nullable(Type.Integer()),
      unit: Type.String(),
      unitName: Type.String(),
      /** Has units below it, so that it can be opened. */
      hasBelow: Type.Boolean(),
      n: Type.Integer(),
      met: Type.Integer(),
      rate: Nullable(Type.Number()),
      low: Nullable(Type.Number()),
      high: Nullable(Type.Number()),
      /** Fewer decided cases than the configured minimum (50). */
      small: Type.Boolean(),
      undecidable: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      open: Type.Integer(),
      openOverdue: Type.Integer(),
      previousYearRate: Nullable(Type.Number()),
      /** 达标率 of the 12 months to the period's end, null where a month has no case. */
      spark: Type.Array(Nullable(Type.Number())),
    }),
  ),
});
export type BranchesReply = Static<typeof BranchesReply>;
