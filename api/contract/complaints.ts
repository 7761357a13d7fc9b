import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

const counts = {
  /** About a case and no repetition of an earlier one: upheld + rejected + undecided. */
  first: Type.Integer(),
  upheld: Type.Integer(),
  rejected: Type.Integer(),
  undecided: Type.Integer(),
  /** About a case, and the same complaint was made before under another number 重复投诉; in none of the others. */
  repeated: Type.Integer(),
  /** First complaints that name no case the source knows; they count for the unit they name. */
  unlinked: Type.Integer(),
};

/** GET /api/v1/complaints: complaints made in the period, domain §4. */
export const ComplaintsReply = Type.Object({
  basis: Basis,
  ...counts,
  /** Customers 户 of the cases archived in the period. */
  customers: Type.Integer(),
  /** 万户投诉率: first and unlinked ones per 10,000 of them; null of too few customers. */
  perTenThousand: Nullable(Type.Number()),
  /** 95598, 12398, 12345, as the source writes it. */
  byChannel: Type.Array(Type.Object({ channel: Type.String(), ...counts })),
  /** One level below the chosen unit. */
  byUnit: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      ...counts,
      customers: Type.Integer(),
      perTenThousand: Nullable(Type.Number()),
    }),
  ),
});
export type ComplaintsReply = Static<typeof ComplaintsReply>;
