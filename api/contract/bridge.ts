import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const Sums = Type.Object({ n: Type.Integer(), decided: Type.Integer(), late: Type.Integer() });

/**
 * GET /api/v1/bridge: from the figure as reported to the figure told again under today's rules and data; reported plus all
 * parts is restated, exactly. Of archived cases, or with stage= of that stage's clocks; closed months only.
 */
export const BridgeReply = Type.Object({
  basis: Basis,
  /** null: archived cases. */
  stage: Nullable(Type.String()),
  stageName: Nullable(Type.String()),
  closed: Type.Array(Type.Object({ month: Type.String(), at: Type.String(), by: Type.String() })),
  reported: Sums,
  /** late-arrival, correction, rules, calendar, mapping, and exemption, which follows after the restated figure 剔除后. */
  parts: Type.Array(
    Type.Object({
      cause: Type.String(),
      difference: Sums,
      cases: Type.Integer(),
      /** The first cases of the part, with their verdict before and after; null: not in the figure. */
      list: Type.Array(
        Type.Object({ caseKey: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) }),
      ),
    }),
  ),
  /** 剔除前. */
  restated: Sums,
  /** 剔除后: the restated figure without approved exemptions. */
  afterExemptions: Sums,
});
export type BridgeReply = Static<typeof BridgeReply>;
