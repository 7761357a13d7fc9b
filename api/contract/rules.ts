import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const Event = Type.Object({ stage: Type.String(), edge: Type.Enum(['start', 'end']) });
const Band = Nullable(Type.Object({ over: Nullable(Type.Number()), upTo: Nullable(Type.Number()) }));

/** One limit; what is null is not asked for, of dates: open. */
export const RuleRow = Type.Object({
  /** Codes of the rule sets that hold it. */
  sets: Type.Array(Type.String()),
  /** Where in each of them it stands, from 0. */
  places: Type.Array(Type.Object({ set: Type.String(), rule: Type.Integer() })),
  /** A stage's code, whole, utilitySum, segmentA … segmentD. */
  clock: Type.String(),
  /** past, current, coming: on the day of the data. */
  state: Type.Enum(['past', 'current', 'coming']),
  /** unconfirmed [M]: switched off until somebody confirms it; unset [?]: its value is not known. */
  mark: Type.Enum(['confirmed', 'unconfirmed', 'unset']),
  /** Legal source: document and article. */
  source: Type.String(),
  from: Nullable(Type.String()),
  to: Nullable(Type.String()),
  units: Nullable(Type.Array(Type.String())),
  classes: Nullable(Type.Array(Type.String())),
  supplies: Nullable(Type.Integer()),
  /** kV and kVA: over … up to. */
  voltage: Band,
  capacity: Band,
  /** three-zero, green-channel, important, external-line: must have it, or must not. */
  flags: Type.Record(Type.String(), Type.Boolean()),
  start: Type.Array(Event),
  stop: Event,
  counts: Type.Array(Type.String()),
  /** Reasons of suspensions that stop the clock; null: every suspension. */
  pauses: Nullable(Type.Array(Type.String())),
  value: Nullable(Type.Number()),
  unit: Type.Enum(['working-day', 'calendar-day', 'month', 'working-hour']),
  convention: Type.Enum(['EXCLUDE_START', 'INCLUDE_START']),
  statistic: Type.Enum(['each', 'mean', 'agreed']),
  hours: Nullable(Type.Array(Type.Array(Type.String()))),
  note: Type.String(),
});
export type RuleRow = Static<typeof RuleRow>;

/** GET /api/v1/rules: every limit that applies to a unit and class, past, in force and coming. */
export const RulesReply = Type.Object({
  basis: Basis,
  dataDay: Type.String(),
  class: Nullable(Type.String()),
  sets: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      nameEn: Type.String(),
      kind: Type.Enum(['official', 'internal', 'source']),
      version: Type.String(),
      /** acceptance or start: the day that picks among generations. */
      picks: Type.String(),
      /** Made for one place or as an example. */
      example: Type.Boolean(),
      /** Judges cases of this source. */
      judges: Type.Boolean(),
      /** Version of the calendar its verdicts were made by; null where it judges nothing here. */
      calendar: Nullable(Type.String()),
      limits: Type.Integer(),
    }),
  ),
  limits: Type.Array(RuleRow),
  /** Errors of the configuration. */
  faults: Type.Array(
    Type.Object({
      set: Type.String(),
      kind: Type.Enum(['tie', 'gap']),
      clock: Type.String(),
      between: Type.Array(Type.String()),
      from: Nullable(Type.String()),
      to: Nullable(Type.String()),
    }),
  ),
});
export type RulesReply = Static<typeof RulesReply>;
