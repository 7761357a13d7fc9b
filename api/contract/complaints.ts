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
  /** What the source delivers nothing of 本数据源无此项. */
  lacks: Type.Array(Type.Enum(['complaint', 'customers'])),
  /** Customers 户 of the cases archived in the period; null where the source lacks something. */
  customers: Nullable(Type.Integer()),
  /** 万户投诉率: first and unlinked ones per 10,000 of them; null of too few customers, too. */
  perTenThousand: Nullable(Type.Number()),
  /** 95598, 12398, 12345, as the source writes it. */
  byChannel: Type.Array(Type.Object({ channel: Type.String(), ...counts })),
  /** One level below the chosen unit. */
  byUnit: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      ...counts,
      customers: Nullable(Type.Integer()),
      perTenThousand: Nullable(Type.Number()),
    }),
  ),
});
export type ComplaintsReply = Static<typeof ComplaintsReply>;
