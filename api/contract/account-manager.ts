import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/**
 * GET /api/v1/account-manager 客户经理制: the chosen unit (`whole`) and the units one level below. Of `n` archived cases of the period
 * the steps of `known` name their account manager: of these `one` had one throughout, `changed` changed it (`changes` times
 * in all), `gap` had none for a time (`gapDays` elapsed days in all). Of `open` cases nobody is named for `openWithout`, null where the source names nobody at all.
 */
export const AccountManagerReply = Type.Object({
  basis: Basis,
  rows: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      whole: Type.Boolean(),
      n: Type.Integer(),
      known: Type.Integer(),
      one: Type.Integer(),
      changed: Type.Integer(),
      changes: Type.Integer(),
      gap: Type.Integer(),
      gapDays: Type.Integer(),
      open: Type.Integer(),
      openWithout: Nullable(Type.Integer()),
    }),
  ),
});
export type AccountManagerReply = Static<typeof AccountManagerReply>;
