import Type, { type Static } from 'typebox';
import { Basis } from './filter.ts';

/** GET /api/v1/heat-map: clocks stopped by unit one level below and assessed stage; cells in the order of `stages`. */
export const HeatMapReply = Type.Object({
  basis: Basis,
  /** Fewest decided clocks a cell tells a rate of. */
  minimum: Type.Integer(),
  stages: Type.Array(Type.Object({ stage: Type.String(), name: Type.String() })),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      hasBelow: Type.Boolean(),
      cells: Type.Array(Type.Object({ n: Type.Integer(), decided: Type.Integer(), late: Type.Integer() })),
    }),
  ),
});
export type HeatMapReply = Static<typeof HeatMapReply>;
