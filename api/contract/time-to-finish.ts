import Type, { type Static } from 'typebox';
import { Basis, filterFields, Nullable } from './filter.ts';

/** The clocks under way in the period unless an acceptance cohort is asked for. */
export const timeToFinishFields = {
  ...filterFields,
  cohort: Type.Optional(
    Type.Literal('accepted', { description: '统计期内受理的一批工单，跟踪至数据时间；默认为统计期内在办过的' }),
  ),
};

const Share = Type.Number({ minimum: 0, maximum: 1 });

/**
 * GET /api/v1/time-to-finish?stage=: 未办结比例曲线 of all clocks of a stage that were under way in the period, open and
 * finished together: those under way at its start enter with the days they had used (delayed entry), those under way at
 * its end are followed up to there. With `cohort=accepted` the clocks of the cases accepted in the period instead, from
 * their start to the data time. Shares of clocks neither stopped nor withdrawn after so many days, Greenwood 95 %.
 */
export const TimeToFinishReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  stageName: Type.String(),
  cohort: Nullable(Type.Literal('accepted')),
  limit: Nullable(Type.Number()),
  limits: Type.Array(Type.Object({ class: Type.String(), value: Type.Number(), unit: Type.String() })),
  /** First month after a period that is over; null while clocks are followed to the data time. */
  after: Nullable(Type.String()),
  /** Clocks under way in the period, or of the cohort: finished + withdrawn + running. */
  n: Type.Integer(),
  /** Of these under way when the period began. */
  entered: Type.Integer(),
  finished: Type.Integer(),
  withdrawn: Type.Integer(),
  running: Type.Integer(),
  undecidable: Type.Integer(),
  /** At the limit, where there is one: share still open with its interval, and the share late among the finished alone. */
  atLimit: Nullable(Type.Object({ open: Share, low: Share, high: Share, finishedOnly: Nullable(Share) })),
  /** Days after which half have ended, and nine in ten; null where the curve does not fall so far. */
  median: Nullable(Type.Integer()),
  p90: Nullable(Type.Integer()),
  /** Day by day while at least `least` clocks are at risk. */
  least: Type.Integer(),
  points: Type.Array(
    Type.Object({
      day: Type.Integer(),
      atRisk: Type.Integer(),
      finished: Type.Integer(),
      withdrawn: Type.Integer(),
      running: Type.Integer(),
      open: Share,
      low: Share,
      high: Share,
      /** Share withdrawn by then: cumulative incidence, beside which finishing competes. */
      incidence: Share,
      /** Share of the finished alone that took longer. */
      finishedOnly: Nullable(Share),
    }),
  ),
});
export type TimeToFinishReply = Static<typeof TimeToFinishReply>;
