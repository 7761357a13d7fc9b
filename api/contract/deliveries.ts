import Type, { type Static } from 'typebox';
import { Nullable } from './filter.ts';

export const DeliveriesQuery = Type.Object({ source: Type.Optional(Type.String()) }, { additionalProperties: false });

/** GET /api/v1/deliveries: how every source delivers, how its last tries went, what each of the last days brought. */
export const DeliveriesReply = Type.Object({
  today: Type.String(),
  sources: Type.Array(
    Type.Object({
      source: Type.String(),
      label: Type.String(),
      /** inbox, upload, cli, http or sql; null where nothing was noted yet. */
      kind: Nullable(Type.String()),
      daily: Type.Boolean(),
      arrivesBy: Type.String(),
      freshMinutes: Nullable(Type.Integer()),
      stale: Type.Boolean(),
      dataTime: Nullable(Type.String()),
      /** Now less the data time, of a source on the wall's clock. */
      lagSeconds: Nullable(Type.Number()),
      triedAt: Nullable(Type.String()),
      succeededAt: Nullable(Type.String()),
      /** Of the last delivery. */
      rows: Type.Integer(),
      /** Why the last try failed; '' where it did not. */
      error: Type.String(),
      /** Files in the inbox that are not ready, and entries left alone by reason. */
      waiting: Type.Integer(),
      ignored: Type.Record(Type.String(), Type.Integer()),
      /** 去向不明: open cases the in-flight snapshots have lacked for so many days. */
      missing: Type.Integer(),
      missingDays: Type.Integer(),
      /** Refused rows of those snapshots without a readable case number: a missing case may have been among them. */
      unreadListed: Type.Integer(),
      /** Named: units the latest file of its kind lacks against the usual; days that used to come and have not. */
      absent: Type.Array(
        Type.Object({
          file: Type.String(),
          sha256: Type.String(),
          what: Type.Enum(['units', 'days']),
          names: Type.String(),
        }),
      ),
      days: Type.Array(
        Type.Object({
          day: Type.String(),
          files: Type.Integer(),
          rows: Type.Integer(),
          late: Type.Boolean(),
          arrival: Type.Enum(['arrived', 'late', 'fewer', 'more', 'empty', 'missing', 'none']),
        }),
      ),
    }),
  ),
});
export type DeliveriesReply = Static<typeof DeliveriesReply>;
