import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';
import { Target } from './target.ts';

const Share = Type.Object({ n: Type.Integer(), met: Type.Integer() });

/**
 * GET /api/v1/compliance-rate 时限达标率: archived in the period. HV complies only if all its assessed stages do,
 * LV by the whole process or utility sum; `other` are classes the rule sets do not know. Never combined.
 */
export const ComplianceRateReply = Type.Object({
  basis: Basis,
  groups: Type.Array(
    Type.Object({
      group: Type.Union([Type.Literal('hv'), Type.Literal('lv'), Type.Literal('other')]),
      /** Cases an approved exemption takes out; with exempted=out they are in neither n nor late. */
      exempted: Type.Integer(),
      /** Decided cases. */
      n: Type.Integer(),
      met: Type.Integer(),
      late: Type.Integer(),
      undecidable: Type.Integer(),
      noLimit: Type.Integer(),
      target: Target,
      /** Same days of the previous month / of the same month last year; null where there are none. */
      previousPeriod: Nullable(Share),
      previousYear: Nullable(Share),
    }),
  ),
});
export type ComplianceRateReply = Static<typeof ComplianceRateReply>;
