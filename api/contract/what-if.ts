import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** Clocks under the tried limit, and as they were judged. */
const Tried = Type.Object({
  /** Clocks whose used days are known; with the tried limit every one of them has a verdict. */
  n: Type.Integer(),
  /** Used more days than the tried limit. */
  late: Type.Integer(),
  /** As judged under the rule set: with a verdict, and late. */
  decided: Type.Integer(),
  reportedLate: Type.Integer(),
});

/**
 * GET /api/v1/what-if?stage=&limit=: one stage under another limit, from the histograms of used days. Static: nobody is
 * supposed to work differently under it.
 */
export const WhatIfReply = Type.Object({
  basis: Basis,
  stage: Type.String(),
  stageName: Type.String(),
  /** The tried limit in whole days of the stage's unit; default the limit in force, else the days nine in ten need. */
  limit: Type.Integer(),
  /** The one limit in force on the data day; null where classes differ or none is set. */
  limitInForce: Nullable(Type.Number()),
  unit: Type.String(),
  history: Tried,
  /** Judged late though no day beyond the limit was used: finished on a day off after the last day. Under a tried limit such clocks count as in time. */
  onDayOff: Nullable(Type.Integer()),
  /** Running clocks of the stage at the data time; `reportedLate` those past their deadline. */
  open: Type.Object({ n: Type.Integer(), late: Type.Integer(), reportedLate: Type.Integer() }),
  /** Units at the bottom of the tree with a late clock under the tried limit, as judged, and with any clock. */
  units: Type.Object({ affected: Type.Integer(), reported: Type.Integer(), total: Type.Integer() }),
  /** Units right below the chosen one. */
  rows: Type.Array(Type.Intersect([Type.Object({ unit: Type.String(), unitName: Type.String() }), Tried])),
});
export type WhatIfReply = Static<typeof WhatIfReply>;
