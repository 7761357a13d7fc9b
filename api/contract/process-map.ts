import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** GET /api/v1/process-map: stages as nodes, the ways cases took between them. */
export const ProcessMapReply = Type.Object({
  basis: Basis,
  /** The newest data are not yet counted in links and waits. */
  pending: Type.Boolean(),
  /** Archived cases of the period. */
  cases: Type.Integer(),
  nodes: Type.Array(
    Type.Object({
      stage: Type.String(),
      name: Type.String(),
      owner: Type.String(),
      assessed: Type.Boolean(),
      /** Clocks stopped, and visits where the stage has no clock. */
      clocks: Type.Integer(),
      visits: Type.Integer(),
      decided: Type.Integer(),
      late: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      limit: Nullable(Type.Number()),
      /** Working days per clock from arrival to acceptance, and from there to the end; null where not both stamps exist. */
      meanWait: Nullable(Type.Number()),
      meanWork: Nullable(Type.Number()),
    }),
  ),
  links: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      n: Type.Integer(),
      /** To an earlier stage. */
      back: Type.Boolean(),
      /** Under the least share of cases that is drawn. */
      rare: Type.Boolean(),
      medianWait: Nullable(Type.Integer()),
    }),
  ),
});
export type ProcessMapReply = Static<typeof ProcessMapReply>;
