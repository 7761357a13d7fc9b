import Type, { type Static } from 'typebox';
import { Basis, filterFields, Nullable } from './filter.ts';
import { Target } from './target.ts';

export const GROUPS = ['hv', 'lv', 'other'] as const;

/** The tree the figures are added up by, and a nature of area. */
export const treeFields = {
  tree: Type.Optional(Type.Literal('then', { description: '按统计期末的归属；默认按现行归属' })),
  nature: Type.Optional(Type.String({ maxLength: 80, description: '地区性质，如配置所列；默认全部' })),
};

/** What a branch comparison is asked by: one kind of cases, as HV and LV are never combined. */
export const branchesFields = {
  ...filterFields,
  group: Type.Optional(Type.Enum(GROUPS, { description: '高压、低压或其他；默认为有可判定工单的第一类' })),
  ...treeFields,
};

/** `gate`: too many undecidable cases; `small`: too few decided ones; `none`: none at all. These are not told apart. */
const Standing = Type.Enum(['below', 'above', 'same', 'small', 'gate', 'none']);
const Standard = {
  /** Deviation from what is expected, in standard errors of chance; with the spread between units; its adjusted p value. */
  z: Nullable(Type.Number()),
  zAdjusted: Nullable(Type.Number()),
  q: Nullable(Type.Number()),
  standing: Standing,
};

/**
 * GET /api/v1/branches: units one level below the chosen one by 达标率 of archived cases, with a stage that of its clocks;
 * Wilson 95 % interval, exact rank and rank interval, against the whole beyond 99.8 % and a false-discovery rate of 5 %.
 */
export const BranchesReply = Type.Object({
  basis: Basis,
  kind: Type.Enum(GROUPS),
  /** Kinds with decided cases in the period. */
  kinds: Type.Array(Type.Enum(GROUPS)),
  stage: Nullable(Type.String()),
  /** The chosen unit's own figures, the reference line. */
  whole: Type.Object({
    n: Type.Integer(),
    met: Type.Integer(),
    rate: Nullable(Type.Number()),
    undecidable: Type.Integer(),
  }),
  /** Whether units stand where they stood at the period's end; the nature of area shown, and those that are set. */
  tree: Type.Enum(['now', 'then']),
  nature: Nullable(Type.String()),
  natures: Type.Array(Type.String()),
  /** 考核名次: weights of shares in force (达标率, adjusted, open cases not overdue). */
  formula: Type.Array(Type.Object({ figure: Type.Enum(['rate', 'adjusted', 'open']), weight: Type.Number() })),
  /** Fewest decided cases for an interval of ranks and a group; largest share of undecidable ones. */
  minimum: Type.Integer(),
  gate: Type.Number(),
  /** 单位间差异: φ and the variance on the arcsine scale, of how many units, shown or one level below. */
  spread: Type.Object({
    phi: Type.Number(),
    between: Type.Number(),
    units: Type.Integer(),
    from: Type.Enum(['shown', 'below', 'none']),
  }),
  /** Control limits by n, the spread between units included. */
  limits: Type.Array(
    Type.Object({
      n: Type.Integer(),
      low95: Type.Number(),
      high95: Type.Number(),
      low998: Type.Number(),
      high998: Type.Number(),
    }),
  ),
  rows: Type.Array(
    Type.Object({
      /** 考核名次: exact, by the score of the formula, equal scores share a place; null without decided cases. */
      rank: Nullable(Type.Integer()),
      score: Nullable(Type.Number()),
      /** 名次范围: 95 % of resamples of the eligible units; null for the others. */
      rankBest: Nullable(Type.Integer()),
      rankWorst: Nullable(Type.Integer()),
      unit: Type.String(),
      unitName: Type.String(),
      /** Has units below it, so that it can be opened. */
      hasBelow: Type.Boolean(),
      n: Type.Integer(),
      met: Type.Integer(),
      rate: Nullable(Type.Number()),
      low: Nullable(Type.Number()),
      high: Nullable(Type.Number()),
      /** Of the unit's own cases of this kind; none with a stage. */
      target: Target,
      ...Standard,
      /** After indirect standardisation by class × business type × stage. */
      adjusted: Type.Object({ rate: Nullable(Type.Number()), expected: Type.Number(), ...Standard }),
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
