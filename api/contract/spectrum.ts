import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';
import { RuleStart } from './rule-start.ts';

/** GET /api/v1/spectrum: clocks of one stage as lines from start to stop over 12 months; instants are seconds since 1970. */
export const SpectrumReply = Type.Object({
  basis: Basis,
  /** First month shown. */
  from: Type.String(),
  stage: Type.String(),
  stageName: Type.String(),
  dataTime: Type.Number(),
  start: Type.Number(),
  end: Type.Number(),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      /** Decided clocks and late ones among them; of many only every k-th case is a line. */
      n: Type.Integer(),
      late: Type.Integer(),
      lines: Type.Array(
        Type.Object({
          key: Type.String(),
          start: Type.Number(),
          /** null: still runs. */
          end: Nullable(Type.Number()),
          used: Type.Integer(),
          late: Type.Boolean(),
        }),
      ),
    }),
  ),
  /** Starts of rules that fall into the months, as on every time chart. */
  markers: Type.Array(RuleStart),
});
export type SpectrumReply = Static<typeof SpectrumReply>;
