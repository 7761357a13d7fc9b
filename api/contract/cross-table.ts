import Type, { type Static } from 'typebox';
import { CROSS_MEASURES, DIMENSIONS } from '../../sql/cross-table.ts';
import { Basis, filterFields, Nullable } from './filter.ts';

/** Up to `most` different words, as they stand in an address: `a,b`. */
const listOf = (words: readonly string[], most: number) => {
  const word = `(${words.map((one) => one.replace('.', '\\.')).join('|')})`;
  return `^${word}(,${word}){0,${most - 1}}$`;
};

const { stage: _, exempted: _exempted, ...fields } = filterFields;

/** GET /api/v1/cross-table 交叉表. */
export const CrossTableQuery = Type.Object(
  {
    ...fields,
    rows: Type.String({ pattern: listOf(DIMENSIONS, 2), default: 'unit1', description: '一至两个行维度，逗号分隔' }),
    column: Type.Optional(Type.Enum(DIMENSIONS, { description: '列维度' })),
    measures: Type.String({
      pattern: listOf(CROSS_MEASURES, 4),
      default: 'completions,stage-overdue-rate',
      description: '一至四项指标，逗号分隔',
    }),
    bands: Type.String({
      pattern: '^\\d{1,7}(,\\d{1,7}){0,7}$',
      default: '20,160,800,2000',
      description: '容量分段的界，kVA 或 kW，按来源所写',
    }),
  },
  { additionalProperties: false },
);
export type CrossTableQuery = Static<typeof CrossTableQuery>;

const Narrowing = Type.Record(Type.String(), Type.String());

/** One value of a dimension; `own`: cases of the unit itself. `query` narrows the list of cases to it. */
const Value = Type.Object({
  value: Type.String(),
  name: Type.String(),
  own: Type.Boolean(),
  query: Nullable(Narrowing),
});
const Dimension = Type.Object({ dimension: Type.Enum(DIMENSIONS), values: Type.Array(Value) });

/**
 * `n` cases, clocks or callbacks, `hits` of them; days of a duration only. Of complaints: `n` customers, `hits` complaints
 * about a known case, `unlinked` about none.
 */
const Cell = Type.Object({
  n: Type.Integer(),
  hits: Type.Integer(),
  unlinked: Type.Integer(),
  median: Nullable(Type.Integer()),
  p90: Nullable(Type.Integer()),
  mean: Nullable(Type.Number()),
  /** Mean of the grades' points, 100 at most. */
  points: Nullable(Type.Number()),
  /** Complaints per 10,000 customers; null of too few. */
  per10k: Nullable(Type.Number()),
});
export type CrossCell = Static<typeof Cell>;

export const CrossTableReply = Type.Object({
  basis: Basis,
  /** Levels of units below the chosen one. */
  levels: Type.Integer(),
  rows: Type.Array(Dimension),
  column: Nullable(Dimension),
  /** Months of the period closed without freezing a measure that lacks it. */
  unkept: Type.Array(Type.String()),
  /**
   * `told` is false where the measure has no such dimension, or for what it lacks: the source delivers no such `field`, or
   * nothing of it was `frozen` when a month of the period was closed. `n` and `hits`: lists as long as these numbers.
   */
  measures: Type.Array(
    Type.Object({
      measure: Type.Enum(CROSS_MEASURES),
      told: Type.Boolean(),
      lacks: Nullable(Type.Enum(['field', 'frozen'])),
      shows: Type.Enum(['count', 'share', 'days', 'mean-days', 'points', 'per-10k']),
      n: Nullable(Narrowing),
      hits: Nullable(Narrowing),
    }),
  ),
  /**
   * `at`: place of the line's value in each row dimension, null for all of them; totals are counted from their cases.
   * `cells`: per value of the column, all together last, one per measure; null where it is not told.
   */
  lines: Type.Array(
    Type.Object({ at: Type.Array(Nullable(Type.Integer())), cells: Type.Array(Type.Array(Nullable(Cell))) }),
  ),
});
export type CrossTableReply = Static<typeof CrossTableReply>;
