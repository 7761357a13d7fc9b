import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const counts = {
  suspensions: Type.Integer(),
  /** Working days taken out. */
  excluded: Type.Integer(),
  /** Opened when at least 80 % of a limit they stop was used. */
  lastMinute: Type.Integer(),
  /** First told of more than a day after they began; null: the source does not date its rows. */
  retroactive: Nullable(Type.Integer()),
};

export const SuspendedUnit = Type.Object({
  unit: Type.String(),
  unitName: Type.String(),
  /** Cases archived in the period, and those of them that were suspended. */
  cases: Type.Integer(),
  suspended: Type.Integer(),
  /** Working days of all these cases. */
  days: Type.Integer(),
  /** Cases in time only because of a suspension. */
  rescued: Type.Integer(),
  ...counts,
});
export type SuspendedUnit = Static<typeof SuspendedUnit>;

/** GET /api/v1/suspensions: 暂停计时核查, of cases archived in the period, by unit and by reason. */
export const SuspensionsReply = Type.Object({
  basis: Basis,
  whole: SuspendedUnit,
  rows: Type.Array(SuspendedUnit),
  reasons: Type.Array(Type.Object({ reason: Type.String(), ...counts })),
});
export type SuspensionsReply = Static<typeof SuspensionsReply>;
