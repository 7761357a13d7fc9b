import Type, { type Static } from 'typebox';
import { GROUPS } from './branches.ts';
import { Basis, Nullable } from './filter.ts';
import { RuleStart } from './rule-start.ts';

const Limits = Type.Object({
  mean: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  range: Type.Number(),
  rangeHigh: Type.Number(),
  /** 临时: fewer than 20 periods yet. */
  provisional: Type.Boolean(),
});

/**
 * GET /api/v1/xmr: monthly 达标率 (with a stage its 超期率) as an individuals and moving range chart, in shares. Limits come
 * from the first 12 full months after each new beginning: the log's, a change of the rule set's limits, a lasting shift.
 */
export const XmrReply = Type.Object({
  basis: Basis,
  stage: Nullable(Type.String()),
  series: Type.Array(
    Type.Object({
      group: Type.Enum(GROUPS),
      /** Of the segment that runs: 异常波动, 正常波动 or 数据点不足. */
      verdict: Type.Enum(['signal', 'normal', 'insufficient']),
      points: Type.Array(
        Type.Object({
          month: Type.String(),
          /** Not over: left out of limits and signals. */
          partial: Type.Boolean(),
          n: Type.Integer(),
          met: Type.Integer(),
          value: Nullable(Type.Number()),
          range: Nullable(Type.Number()),
          signal: Nullable(Type.Enum(['better', 'worse'])),
        }),
      ),
      segments: Type.Array(
        Type.Object({
          from: Type.String(),
          to: Type.String(),
          startsBy: Type.Enum(['first', 'rebase', 'shift']),
          /** With a shift: to the better or the worse. */
          shift: Nullable(Type.Enum(['better', 'worse'])),
          full: Type.Integer(),
          limits: Nullable(Limits),
        }),
      ),
    }),
  ),
  /** Starts of rules that fall into the months, as on every time chart. */
  markers: Type.Array(RuleStart),
});
export type XmrReply = Static<typeof XmrReply>;
