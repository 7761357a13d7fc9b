import Type, { type Static } from 'typebox';
import { Nullable } from './filter.ts';

/** GET /api/v1/sources: what there is to look at, for the filter bar and the freshness line. */
export const SourcesReply = Type.Object({
  sources: Type.Array(
    Type.Object({
      source: Type.String(),
      label: Type.String(),
      demo: Type.Boolean(),
      ownClock: Type.Boolean(),
      daily: Type.Boolean(),
      /** IANA name of the zone its times are told in. */
      zone: Type.String(),
      dataTime: Nullable(Type.String()),
      arrivedAt: Nullable(Type.String()),
      /** Today by the source's own clock (demo, historical logs) or the wall clock, YYYY-MM-DD. */
      today: Nullable(Type.String()),
      /** A daily feed whose data should have arrived and has not, or one silent for longer than its threshold. */
      stale: Type.Boolean(),
      /** By when a daily feed must have arrived, HH:MM. */
      arrivesBy: Type.String(),
      /** The last try to fetch or read failed, or a file lies there that cannot be read. */
      failing: Type.Boolean(),
      cases: Type.Integer(),
      version: Type.Integer(),
      firstMonth: Nullable(Type.String()),
      lastMonth: Nullable(Type.String()),
      primaryRules: Type.String(),
      rules: Type.Array(
        Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String(), kind: Type.String() }),
      ),
      units: Type.Array(
        Type.Object({
          code: Type.String(),
          name: Type.String(),
          parent: Nullable(Type.String()),
          level: Type.Integer(),
        }),
      ),
      stages: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), assessed: Type.Boolean() })),
      classes: Type.Array(Type.String()),
      businesses: Type.Array(Type.String()),
    }),
  ),
  /** Folder whose files are taken; null where this server has none or the reader sees only a part. */
  inbox: Nullable(Type.String()),
  /** Imports now running, so that a first start can show progress. */
  importing: Type.Array(
    Type.Object({
      name: Type.String(),
      rows: Type.Integer(),
      percent: Nullable(Type.Number()),
      rowsPerSecond: Nullable(Type.Number()),
    }),
  ),
});
export type SourcesReply = Static<typeof SourcesReply>;
