import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/open-stock: open cases by status at the data time; the five add up to total. */
export const OpenStockReply = Type.Object({
  basis: Basis,
  total: Type.Integer(),
  overdue: Type.Integer(),
  atRisk: Type.Integer(),
  running: Type.Integer(),
  paused: Type.Integer(),
  undecidable: Type.Integer(),
  /**
   * Distinct open cases: a current stage past its deadline; the whole process, the utility sum or a segment past it (the
   * two may overlap and make up `overdue`); not overdue, but an earlier stage was finished late; not overdue, but past an
   * internal limit (超内控); with a deadline beyond the announced calendar (暂定).
   */
  late: Type.Object({
    stage: Type.Integer(),
    whole: Type.Integer(),
    earlier: Type.Integer(),
    internal: Type.Integer(),
    provisional: Type.Integer(),
  }),
  /** 去向不明: open cases that the in-flight snapshots have lacked for so many days; they keep their status. */
  missing: Type.Object({ n: Type.Integer(), afterDays: Type.Integer() }),
  oldest: Nullable(
    Type.Object({ caseKey: Type.String(), days: Type.Integer(), unitName: Type.String(), class: Type.String() }),
  ),
  /** 期末在途 = 期初结存 + 申请 − 完成 − 中止, over the chosen period; closing is the open stock at its end. */
  flow: Type.Object({
    opening: Type.Integer(),
    applied: Type.Integer(),
    archived: Type.Integer(),
    aborted: Type.Integer(),
    closing: Type.Integer(),
  }),
  /** Open and overdue at the end of the month before the data time's and of the same month last year, null before the log begins; `at` is 24:00. */
  previousMonth: Nullable(Type.Object({ at: Type.String(), total: Type.Integer(), overdue: Type.Integer() })),
  previousYear: Nullable(Type.Object({ at: Type.String(), total: Type.Integer(), overdue: Type.Integer() })),
  /** Per working day over the last 20: cases applied and cases ended. */
  pace: Type.Object({ applied: Type.Number(), ended: Type.Number(), workingDays: Type.Integer() }),
  /** Working days, and the day, on which the open stock is gone at that pace, with a 95 % band; null where it does not shrink, the late end null where it may never. */
  clearance: Nullable(
    Type.Object({
      days: Type.Integer(),
      date: Type.String(),
      earliest: Type.String(),
      latest: Nullable(Type.String()),
    }),
  ),
});
export type OpenStockReply = Static<typeof OpenStockReply>;
