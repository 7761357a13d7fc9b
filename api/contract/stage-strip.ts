import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/stage-strip: every assessed stage, stopped clocks of the period and open clocks now. */
export const StageStripReply = Type.Object({
  basis: Basis,
  stages: Type.Array(
    Type.Object({
      stage: Type.String(),
      name: Type.String(),
      /** Limits of the rule set at the data time, working days unless the unit says otherwise, one per class. */
      limits: Type.Array(Type.Object({ class: Type.String(), value: Type.Number(), unit: Type.String() })),
      /** Limit of the class the histogram is about; null where classes with several limits are mixed. */
      limit: Nullable(Type.Number()),
      /** Cases per used day, index = days; the last bar gathers the tail. */
      histogram: Type.Array(Type.Integer()),
      tail: Type.Boolean(),
      /** Stopped clocks. */
      n: Type.Integer(),
      decided: Type.Integer(),
      late: Type.Integer(),
      /** 偶然波动范围 of the share within the limit, Wilson 95 %; null without a decided clock. */
      low: Nullable(Type.Number()),
      high: Nullable(Type.Number()),
      /** Clocks an approved exemption takes out; with exempted=out they are in no figure of finished clocks. */
      exempted: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      open: Type.Integer(),
      openOverdue: Type.Integer(),
    }),
  ),
});
export type StageStripReply = Static<typeof StageStripReply>;
